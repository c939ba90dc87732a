package com.billshotel.reserve.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random input never makes the decoder throw. To repeat a run: -Dfuzz.seed=... */
class DecoderFuzzTest {
    private static final int INPUTS = 200_000;
    private static final List<String> FRAGMENTS = List.of(
            "{\"id\":1,\"hotel_id\":2,\"user_id\":3,\"reserved_datetime\":4,\"checkin_datetime\":5}",
            "{\"id\":1,\"hotel_id\":2,\"is_cancel\":true}",
            "\"id\":",
            "\"is_cancel\":",
            "\"note\":",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\u",
            "\\ud800",
            "-",
            "0",
            "9223372036854775807",
            "1e999999999",
            "0.1",
            "null",
            "true",
            " ",
            "\u65c5",
            "\ud83c\udfe8",
            "\0",
            "9".repeat(2_000),
            "[".repeat(200),
            "{\"a\":".repeat(100));

    private final ReservationDecoder decoder = new ReservationDecoder();

    @Test
    void decode_randomInput_neverThrows() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("DecoderFuzzTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        int valid = 0;
        for (int i = 0; i < INPUTS; i++) {
            valid += isValid(i % 2 == 0 ? mutated(random) : assembled(random)) ? 1 : 0;
        }
        assertThat(valid).as("valid messages among the inputs").isBetween(INPUTS / 1_000, INPUTS / 2);
    }

    private boolean isValid(byte[] payload) {
        try {
            Decoded decoded = decoder.decode(payload);
            if (decoded instanceof Malformed malformed) {
                assertThat(malformed.detail().length()).isBetween(1, 400);
            }
            return decoded instanceof ReservationMessage;
        } catch (Throwable t) {
            return fail("threw for (base64) " + Base64.getEncoder().encodeToString(payload), t);
        }
    }

    /** A message with a few bytes changed, removed or doubled. */
    private static byte[] mutated(RandomGenerator random) {
        byte[] bytes = FRAGMENTS.get(random.nextInt(2)).getBytes(UTF_8);
        ByteArrayOutputStream mutant = new ByteArrayOutputStream();
        for (byte b : bytes) {
            switch (random.nextInt(60)) {
                case 0 -> mutant.write(random.nextInt(256));
                case 1 -> mutant.write(b ^ 1 << random.nextInt(8));
                case 2 -> {
                    // removed
                }
                case 3 -> mutant.writeBytes(new byte[] {b, b});
                default -> mutant.write(b);
            }
        }
        return mutant.toByteArray();
    }

    /** Fragments of messages in random order. */
    private static byte[] assembled(RandomGenerator random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "{");
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString().getBytes(UTF_8);
    }
}

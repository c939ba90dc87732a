package com.billshotel.drill.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.billshotel.reserve.intake.ReservationMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private static final int MESSAGES = 20_000;

    private final Traffic traffic = new Traffic(1, new Hotels(60, MESSAGES, false));

    @Test
    void messages_ofOneSeed_areAlwaysTheSame() {
        Traffic again = new Traffic(1, new Hotels(60, MESSAGES, false));

        assertThat(messages(again)).isEqualTo(messages(traffic));
    }

    @Test
    void messages_areOfEveryKind_manyRepeatedAndSomeCancelledFirst() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Tally tally = new Tally();
        for (Generator.Message message : messages(traffic)) {
            kinds.add(message.kind());
            tally.count(message);
        }

        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        assertThat(tally.repeatShare()).isGreaterThanOrEqualTo(30);
        assertThat(tally.cancelFirstShare()).isGreaterThanOrEqualTo(5);
    }

    /** The checker and the worker must agree on what a message says. */
    @Test
    void payloads_sayWhatTheyClaim() {
        ReservationDecoder decoder = new ReservationDecoder();
        for (Generator.Message message : messages(traffic)) {
            byte[] payload =
                    traffic.payload(message.reservation(), message.kind()).getBytes(StandardCharsets.UTF_8);
            Claim claim = traffic.claim(message.reservation(), message.kind()).orElse(null);

            if (claim == null) {
                assertThat(decoder.decode(payload)).isInstanceOf(Malformed.class);
            } else {
                assertThat(decoder.decode(payload))
                        .isEqualTo(new ReservationMessage(
                                claim.reservation(),
                                claim.cancels(),
                                claim.hotel(),
                                claim.user(),
                                claim.reservedAt(),
                                claim.checkinAt()));
            }
        }
    }

    private static List<Generator.Message> messages(Traffic traffic) {
        Generator generator = new Generator(traffic);
        List<Generator.Message> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(generator.next());
        }
        return messages;
    }
}

package com.billshotel.reserve.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What strangers sent, made fit for a terminal: text as it is, anything else in base64. Text is what has no control characters
 * and nothing invisible, for such could move the cursor, change colours or show something else than there is.
 */
final class Payload {
    private Payload() {}

    /** Its size, and how it is shown. */
    static String describe(byte[] payload) {
        return payload.length + " bytes" + (payload.length == 0 || text(payload).isPresent() ? "" : ", in base64");
    }

    static String shown(byte[] payload) {
        return text(payload).orElseGet(() -> Base64.getEncoder().encodeToString(payload));
    }

    /** A text for one line. */
    static String shown(String text) {
        boolean harmless = isHarmless(text) && text.indexOf('\n') < 0;
        return harmless ? text : "base64 " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> text(byte[] payload) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            return Optional.of(text).filter(Payload::isHarmless);
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static boolean isHarmless(String text) {
        return text.replace("\r\n", "\n").codePoints().allMatch(Payload::isHarmless);
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

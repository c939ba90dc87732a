package com.billshotel.reserve.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Formats untrusted input for a terminal: text as it is, everything else in base64. Text with control or invisible characters
 * counts as binary, because it could move the cursor, change colours or disguise the content.
 */
final class Printable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\t\\n]]");

    private Printable() {}

    static boolean isText(byte[] payload) {
        try {
            return isSafe(UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    static String payload(byte[] payload) {
        return isText(payload)
                ? new String(payload, UTF_8)
                : Base64.getEncoder().encodeToString(payload);
    }

    /** For one line. */
    static String line(String text) {
        boolean safe = isSafe(text) && text.indexOf('\n') < 0;
        return safe ? text : "base64 " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** A time in UTC; "-" for null. */
    static String time(LocalDateTime utc) {
        return utc == null ? "-" : TIME.format(utc);
    }

    private static boolean isSafe(String text) {
        return !UNSAFE.matcher(text.replace("\r\n", "\n")).find();
    }
}

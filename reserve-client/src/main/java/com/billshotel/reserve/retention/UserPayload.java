package com.billshotel.reserve.retention;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** Finds the messages of a user, also among those that are not JSON or have the id as a string: a person is erased from these too. */
final class UserPayload {
    private final Pattern pattern;

    UserPayload(long user) {
        pattern = Pattern.compile("\"user_id\"\\s*:\\s*\"?" + user + "(?!\\d)");
    }

    /** Whether the field {@code user_id} has this user's id. */
    boolean names(byte[] payload) {
        // One character for each byte: what the pattern looks for is ASCII.
        return pattern.matcher(new String(payload, ISO_8859_1)).find();
    }
}

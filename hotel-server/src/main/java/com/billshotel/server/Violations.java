package com.billshotel.server;

import com.billshotel.runtime.grpc.GrpcErrors;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the invalid fields of a request, to report them together. Valid fields allocate nothing, as every field of
 * each of up to 1,000 requests in a batch is checked.
 */
final class Violations {
    /** Keeps an error with its details within the 8 KiB that clients accept as trailers. */
    private static final int MAX_REPORTED = 8;

    private static final int MAX_VALUE_LENGTH = 20; // characters

    private final List<FieldViolation> found = new ArrayList<>(0);
    private int index = -1;

    /** The fields checked from now on are those of {@code requests[newIndex]}. */
    void inRequest(int newIndex) {
        index = newIndex;
    }

    void checkRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            add(field, Long.toString(value), "a number from " + min + " to " + max);
        }
    }

    /** Checks the length, and that there are no control characters, such as NUL, newline or ESC. */
    void checkText(String field, String text, int maxLength) {
        int length = text.codePointCount(0, text.length());
        if (length > maxLength) {
            add(field, length + " characters long", "at most " + maxLength);
        }
        text.chars()
                .filter(Character::isISOControl)
                .findFirst()
                .ifPresent(control -> add(
                        field,
                        "text with the control character " + String.format("U+%04X", control),
                        "text without control characters"));
    }

    void checkNotBlank(String field, String text) {
        if (text.isBlank()) {
            add(field, text.isEmpty() ? "empty" : "blank", "a name");
        }
    }

    /** Adds a violation; {@code value} describes what the field is, {@code expected} what it should be. */
    void add(String field, String value, String expected) {
        if (found.size() < MAX_REPORTED) {
            found.add(FieldViolation.newBuilder()
                    .setField(index < 0 ? field : "requests[" + index + "]." + field)
                    .setDescription("is " + value + "; expected " + expected)
                    .build());
        }
    }

    /** A caller's text in quotes, truncated to 20 characters. */
    static String quoted(String text) {
        boolean fits = text.codePointCount(0, text.length()) <= MAX_VALUE_LENGTH;
        return "'" + (fits ? text : text.substring(0, text.offsetByCodePoints(0, MAX_VALUE_LENGTH)) + "...") + "'";
    }

    /** Throws INVALID_ARGUMENT if any field is invalid. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw GrpcErrors.invalid(found);
        }
    }
}

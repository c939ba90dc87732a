package com.billshotel.server;

import com.billshotel.runtime.grpc.GrpcErrors;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a request, to report all of it at once. While all is well it makes no objects: a batch is
 * checked field by field, a thousand times over.
 */
final class Violations {
    /** The first few tell enough, and an error with all its details must fit into the 8 KiB of gRPC's trailers. */
    private static final int MOST = 8;

    private static final int LONGEST_VALUE = 20; // characters

    private final List<FieldViolation> found = new ArrayList<>(0);
    private int index = -1;

    /** What is checked from here on belongs to this one of the {@code requests}. */
    void inRequest(int newIndex) {
        index = newIndex;
    }

    void checkRange(String field, long value, long least, long most) {
        if (value < least || value > most) {
            add(field, Long.toString(value), "a number from " + least + " to " + most);
        }
    }

    void checkLength(String field, String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            add(field, length + " characters long", "at most " + most);
        }
    }

    /** {@code value} is what the field was found to be. */
    void add(String field, String value, String expected) {
        if (found.size() < MOST) {
            found.add(FieldViolation.newBuilder()
                    .setField(index < 0 ? field : "requests[" + index + "]." + field)
                    .setDescription("is " + value + "; expected " + expected)
                    .build());
        }
    }

    /** A text that a caller sent, in quotes and short enough for an error. */
    static String quoted(String text) {
        boolean fits = text.codePointCount(0, text.length()) <= LONGEST_VALUE;
        return "'" + (fits ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "...") + "'";
    }

    /** Throws INVALID_ARGUMENT if anything was found. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw GrpcErrors.invalid(found);
        }
    }
}

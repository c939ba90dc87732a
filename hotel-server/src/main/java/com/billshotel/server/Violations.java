package com.billshotel.server;

import com.billshotel.runtime.grpc.GrpcErrors;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, to report all of it at once. */
final class Violations {
    /** A batch can be wrong a thousand times over; the first few tell enough. */
    private static final int MOST = 20;

    private final List<FieldViolation> found = new ArrayList<>();

    void check(boolean good, String field, Object value, String expected) {
        if (!good && found.size() < MOST) {
            found.add(FieldViolation.newBuilder()
                    .setField(field)
                    .setDescription("is " + value + "; expected " + expected)
                    .build());
        }
    }

    void checkRange(String field, long value, long least, long most) {
        check(least <= value && value <= most, field, value, "a number from " + least + " to " + most);
    }

    void checkLength(String field, String text, int most) {
        int length = text.codePointCount(0, text.length());
        check(length <= most, field, length + " characters long", "at most " + most);
    }

    /** Throws INVALID_ARGUMENT if anything was found. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw GrpcErrors.invalid(found);
        }
    }
}

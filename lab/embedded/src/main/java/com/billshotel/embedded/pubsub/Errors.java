package com.billshotel.embedded.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** All errors sent to clients, with Google's wording where it is known. */
final class Errors {
    private Errors() {}

    static StatusRuntimeException notFound(String name) {
        return Status.NOT_FOUND
                .withDescription("Resource not found (resource=" + ResourceNames.shortName(name) + ").")
                .asRuntimeException();
    }

    static StatusRuntimeException alreadyExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription(
                        "Resource already exists in the project (resource=" + ResourceNames.shortName(name) + ").")
                .asRuntimeException();
    }

    static StatusRuntimeException invalid(String description) {
        return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
    }

    static StatusRuntimeException unsupported(String feature) {
        return Status.UNIMPLEMENTED
                .withDescription("The embedded broker does not support " + feature + ".")
                .asRuntimeException();
    }

    static StatusRuntimeException closing() {
        return Status.UNAVAILABLE.withDescription("The broker is closing.").asRuntimeException();
    }

    /** Throws INVALID_ARGUMENT unless the value is in the range, bounds included. */
    static void checkRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw invalid("Invalid value for " + field + ": you passed " + value
                    + " in the request, but it must be from " + min + " to " + max + ".");
        }
    }
}

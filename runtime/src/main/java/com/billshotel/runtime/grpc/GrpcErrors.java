package com.billshotel.runtime.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates canonical errors with {@code google.rpc} details, following https://google.aip.dev/193. */
public final class GrpcErrors {
    private static final String DOMAIN = "hotel.billshotel.com";

    private GrpcErrors() {}

    /**
     * An error with an ErrorInfo.
     *
     * @param reason stable, for programs
     * @param message for people; may change
     */
    public static StatusRuntimeException of(Code code, String reason, String message) {
        return of(code, reason, message, Map.of());
    }

    /**
     * An error with an ErrorInfo that has metadata.
     *
     * @param metadata further facts for programs; must fit into the trailers, of which clients accept 8 KiB
     */
    public static StatusRuntimeException of(Code code, String reason, String message, Map<String, String> metadata) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setReason(reason)
                .setDomain(DOMAIN)
                .putAllMetadata(metadata)
                .build();
        return error(code, message, Any.pack(info));
    }

    /** INVALID_ARGUMENT with a BadRequest that names every invalid field. */
    public static StatusRuntimeException invalid(List<FieldViolation> violations) {
        String message = violations.stream()
                .map(violation -> violation.getField() + ": " + violation.getDescription())
                .collect(Collectors.joining("; "));
        BadRequest details =
                BadRequest.newBuilder().addAllFieldViolations(violations).build();
        return error(Code.INVALID_ARGUMENT, message, Any.pack(details));
    }

    private static StatusRuntimeException error(Code code, String message, Any details) {
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(details)
                .build());
    }
}

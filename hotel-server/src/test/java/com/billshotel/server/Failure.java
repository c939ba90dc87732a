package com.billshotel.server;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A failed call as the client sees it.
 *
 * @param reason of the ErrorInfo; empty if there is none
 * @param fields named by the BadRequest
 * @param metadata of the ErrorInfo
 */
record Failure(Code code, String reason, List<String> fields, String message, Map<String, String> metadata) {
    static Failure of(ThrowingCallable call) {
        return of(catchThrowableOfType(StatusRuntimeException.class, call));
    }

    static Failure of(StatusRuntimeException failure) {
        String reason = "";
        Map<String, String> metadata = Map.of();
        List<String> fields = List.of();
        try {
            for (var detail : StatusProto.fromThrowable(failure).getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    reason = info.getReason();
                    metadata = info.getMetadataMap();
                } else if (detail.is(BadRequest.class)) {
                    fields = detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                            .map(FieldViolation::getField)
                            .toList();
                }
            }
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
        return new Failure(
                failure.getStatus().getCode(),
                reason,
                fields,
                String.valueOf(failure.getStatus().getDescription()),
                metadata);
    }
}

package com.billshotel.server;

import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.runtime.grpc.GrpcErrors;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.tls.Tls;
import com.google.rpc.Code;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.regex.Pattern;

/** Admits only the worker, identified by its certificate, to DecideHolds. Requires mutual TLS. */
final class HoldsGuard implements ServerInterceptor {
    static final Setting<String> HOLDS_CALLER = Setting.text(
            "HOLDS_CALLER",
            "reserve-client",
            Pattern.compile("\\S+"),
            "a DNS name or a URI",
            "DNS name or URI of the only caller that may decide holds, with mutual TLS");

    private final String caller;

    private HoldsGuard(String caller) {
        this.caller = caller;
    }

    /** The service with DecideHolds restricted to this caller; its other methods stay open to all. */
    static BindableService admitting(String caller, BindableService service) {
        return () -> ServerInterceptors.intercept(service, new HoldsGuard(caller));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!decidesHolds(call) || Tls.callerOf(call).contains(caller)) {
            return next.startCall(call, headers);
        }
        StatusRuntimeException refusal = refusal(Tls.callerOf(call));
        call.close(refusal.getStatus(), refusal.getTrailers());
        return new ServerCall.Listener<>() {};
    }

    private static boolean decidesHolds(ServerCall<?, ?> call) {
        return call.getMethodDescriptor()
                .getFullMethodName()
                .equals(HotelServiceGrpc.getDecideHoldsMethod().getFullMethodName());
    }

    private StatusRuntimeException refusal(List<String> names) {
        String presented = names.isEmpty() ? "has no name" : "is for " + String.join(", ", names);
        return GrpcErrors.of(
                Code.PERMISSION_DENIED,
                "NOT_THE_HOLDS_CALLER",
                "only " + caller + " may decide holds, but this caller's certificate " + presented);
    }
}

package com.billshotel.runtime.grpc;

import com.google.rpc.Code;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers INVALID_ARGUMENT to a request that cannot be parsed, such as one with a string that is not UTF-8. By default
 * grpc-java answers UNKNOWN, as it does for a crash, and callers would retry.
 */
final class MalformedRequests {
    private MalformedRequests() {}

    /** The service with this check added to each of its methods. */
    static ServerServiceDefinition rejectedBy(BindableService service) {
        ServerServiceDefinition plain = service.bindService();
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(
                        plain.getServiceDescriptor().getName())
                .setSchemaDescriptor(plain.getServiceDescriptor().getSchemaDescriptor());
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        for (ServerMethodDefinition<?, ?> method : plain.getMethods()) {
            ServerMethodDefinition<?, ?> strict = strict(method);
            methods.add(strict);
            descriptor.addMethod(strict.getMethodDescriptor());
        }
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> strict(ServerMethodDefinition<Q, A> method) {
        MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
        return ServerMethodDefinition.create(
                descriptor.toBuilder(
                                new NullIfMalformed<>(descriptor.getRequestMarshaller()),
                                descriptor.getResponseMarshaller())
                        .build(),
                (call, headers) -> new RejectNull<>(call, method.getServerCallHandler(), headers));
    }

    /** Returns null instead of throwing: an exception would reach the transport, which answers UNKNOWN. */
    private record NullIfMalformed<Q>(Marshaller<Q> messages) implements Marshaller<Q> {
        @Override
        public InputStream stream(Q message) {
            return messages.stream(message);
        }

        @Override
        public Q parse(InputStream bytes) {
            try {
                return messages.parse(bytes);
            } catch (StatusRuntimeException malformed) {
                return null;
            }
        }
    }

    private static final class RejectNull<Q, A> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, A> call;
        private boolean rejected;

        RejectNull(ServerCall<Q, A> call, ServerCallHandler<Q, A> handler, Metadata headers) {
            super(handler.startCall(call, headers));
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            if (message != null) {
                super.onMessage(message);
                return;
            }
            rejected = true;
            StatusRuntimeException error = GrpcErrors.of(
                    Code.INVALID_ARGUMENT,
                    "GARBLED_MESSAGE",
                    "the request cannot be parsed as this method's request message");
            call.close(error.getStatus(), error.getTrailers());
        }

        @Override
        public void onHalfClose() {
            if (!rejected) {
                super.onHalfClose();
            }
        }
    }
}

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
 * Answers INVALID_ARGUMENT to a request that is not the message it should be, such as a text that is not UTF-8. Left to
 * itself grpc-java answers UNKNOWN, as for a crash, and callers would try again.
 */
final class GarbledMessages {
    private GarbledMessages() {}

    /** The service, with this added to each of its methods. */
    static ServerServiceDefinition refusedBy(BindableService service) {
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
                                new NullIfGarbled<>(descriptor.getRequestMarshaller()),
                                descriptor.getResponseMarshaller())
                        .build(),
                (call, headers) -> new RefuseNull<>(call, method.getServerCallHandler(), headers));
    }

    /** What this throws would reach the transport, which knows no better than UNKNOWN; a null reaches the call. */
    private record NullIfGarbled<Q>(Marshaller<Q> messages) implements Marshaller<Q> {
        @Override
        public InputStream stream(Q message) {
            return messages.stream(message);
        }

        @Override
        public Q parse(InputStream bytes) {
            try {
                return messages.parse(bytes);
            } catch (StatusRuntimeException garbled) {
                return null;
            }
        }
    }

    private static final class RefuseNull<Q, A> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, A> call;
        private boolean refused;

        RefuseNull(ServerCall<Q, A> call, ServerCallHandler<Q, A> handler, Metadata headers) {
            super(handler.startCall(call, headers));
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            if (message != null) {
                super.onMessage(message);
                return;
            }
            refused = true;
            StatusRuntimeException answer = GrpcErrors.of(
                    Code.INVALID_ARGUMENT, "GARBLED_MESSAGE", "the request is not a message of this method");
            call.close(answer.getStatus(), answer.getTrailers());
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                super.onHalfClose();
            }
        }
    }
}

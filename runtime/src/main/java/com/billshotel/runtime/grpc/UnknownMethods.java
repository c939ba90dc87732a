package com.billshotel.runtime.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.InputStream;

/**
 * Refuses calls of methods that the server does not have. grpc-java would give them the same answer, but without asking the
 * interceptors, which count what each connection is refused.
 */
final class UnknownMethods extends HandlerRegistry {
    private static final MethodDescriptor.Marshaller<InputStream> UNPARSED = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(InputStream value) {
            return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
            return stream;
        }
    };

    /** Whether the call is of such a method. */
    static boolean include(ServerCall<?, ?> call) {
        return call.getMethodDescriptor().getRequestMarshaller() == UNPARSED;
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
        MethodDescriptor<InputStream, InputStream> method = MethodDescriptor.newBuilder(UNPARSED, UNPARSED)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .build();
        return ServerMethodDefinition.create(method, (call, headers) -> {
            call.close(Status.UNIMPLEMENTED.withDescription("Method not found: " + name), new Metadata());
            return new ServerCall.Listener<>() {};
        });
    }
}

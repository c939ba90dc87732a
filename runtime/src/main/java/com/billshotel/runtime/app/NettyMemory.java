package com.billshotel.runtime.app;

/**
 * Makes Netty count direct memory itself and fail at once when it runs out. By default it leaves the counting to the JDK, which
 * first runs the garbage collector several times and sleeps for half a second in the thread that serves all connections.
 *
 * <p>Netty needs access to a constructor of {@code java.nio} for that: the services' manifests have {@code Add-Opens}.
 */
final class NettyMemory {
    private static final String ACCESS = "io.grpc.netty.shaded.io.netty.tryReflectionSetAccessible";

    private NettyMemory() {}

    /** Must be called before Netty's classes are loaded. */
    static void failFast() {
        if (System.getProperty(ACCESS) == null) {
            System.setProperty(ACCESS, "true");
        }
    }
}

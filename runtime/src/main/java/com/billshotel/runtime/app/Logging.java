package com.billshotel.runtime.app;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** One log for all: grpc-java, gax and OpenTelemetry write to java.util.logging, everything else to slf4j. */
public final class Logging {
    private Logging() {}

    /** Sends what is written to java.util.logging to slf4j; called first in {@code main}. */
    public static void unify() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}

package com.billshotel.runtime.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.function.IntSupplier;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Unifies logging: grpc-java, gax and OpenTelemetry use java.util.logging, everything else uses slf4j. */
public final class Logging {
    private Logging() {}

    /** Redirects java.util.logging to slf4j. Call it first in {@code main}. */
    public static void unify() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Runs the work with logging off: commands print everything that their user needs. */
    static int silently(IntSupplier work) {
        unify();
        TurboFilterList filters = ((LoggerContext) LoggerFactory.getILoggerFactory()).getTurboFilterList();
        Silence silence = new Silence();
        filters.add(silence);
        try {
            return work.getAsInt();
        } finally {
            filters.remove(silence);
        }
    }

    private static final class Silence extends TurboFilter {
        @Override
        public FilterReply decide(
                Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
            return FilterReply.DENY;
        }
    }
}

package com.billshotel.runtime.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Lets the network code, which is grpc-java, Netty and our own limits, log each kind of warning twice a minute at most: a
 * client can cause thousands a second. The next one is preceded by a line with the count of those left out.
 */
public final class RepeatedLines extends TurboFilter {
    private static final List<String> NETWORK =
            List.of("io.grpc", "com.billshotel.runtime.grpc", "com.billshotel.runtime.net");
    private static final Duration PERIOD = Duration.ofSeconds(30);

    /** A kind is a logger and a constant text, so there are few; this only guards against texts that vary. */
    private static final int MAX_KINDS = 1_000;

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || NETWORK.stream().noneMatch(logger.getName()::startsWith)) {
            return FilterReply.NEUTRAL;
        }
        String text = format.lines().findFirst().orElse("");
        String name = kinds.size() < MAX_KINDS ? logger.getName() + text : logger.getName();
        long leftOut = kinds.computeIfAbsent(name, any -> new Kind()).leftOutBefore(System.nanoTime());
        if (leftOut > 0) {
            LoggerFactory.getLogger(RepeatedLines.class).warn("left out {} lines like the next one", leftOut);
        }
        return leftOut < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static final class Kind {
        private long nextNanos = System.nanoTime();
        private long leftOut;

        /** How many lines were left out since the last one that was logged; negative if this one is left out. */
        synchronized long leftOutBefore(long now) {
            if (now - nextNanos < 0) {
                leftOut++;
                return -1;
            }
            long count = leftOut;
            leftOut = 0;
            nextNanos = now + PERIOD.toNanos();
            return count;
        }
    }
}

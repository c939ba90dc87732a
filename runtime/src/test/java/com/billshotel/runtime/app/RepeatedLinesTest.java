package com.billshotel.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
    private final RepeatedLines filter = new RepeatedLines();
    private final LoggerContext context = new LoggerContext();
    private final Logger library = context.getLogger("io.grpc.netty.NettyServerHandler");

    @Test
    void warningOfALibrary_repeated_isLoggedOnce() {
        assertThat(decide(library, Level.WARN, "Stream Error")).isEqualTo(FilterReply.NEUTRAL);
        for (int i = 0; i < 1_000; i++) {
            assertThat(decide(library, Level.WARN, "Stream Error")).isEqualTo(FilterReply.DENY);
        }
    }

    @Test
    void warningOfALibrary_ofAnotherKind_isLogged() {
        decide(library, Level.WARN, "Stream Error");

        assertThat(decide(library, Level.WARN, "Connection Error")).isEqualTo(FilterReply.NEUTRAL);
    }

    /** Our own lines are limited where they are written, if at all. */
    @Test
    void ourLine_repeated_isLogged() {
        Logger ours = context.getLogger(RepeatedLines.class);
        decide(ours, Level.WARN, "NOT_SERVING");

        assertThat(decide(ours, Level.WARN, "NOT_SERVING")).isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply decide(Logger logger, Level level, String text) {
        return filter.decide(null, logger, level, text, null, null);
    }
}

package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrentCallersTest {
    @Test
    void close_ofAThreadThatHangs_interruptsItAndFails() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ConcurrentCallers callers = ConcurrentCallers.start(1, Duration.ofMillis(1), caller -> () -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException end) {
                interrupted.countDown();
            }
        });
        hanging.await();

        assertThatThrownBy(callers::close).hasMessageContaining("no end after");

        interrupted.await();
    }

    @Test
    void close_afterAFailure_saysWhatFailed() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        ConcurrentCallers callers = ConcurrentCallers.start(1, caller -> () -> {
            called.countDown();
            throw new IllegalStateException("MySQL ended");
        });
        called.await();

        assertThatThrownBy(callers::close).hasMessageContaining("MySQL ended");
    }

    @Test
    void close_completesTheCurrentIterations() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger completed = new AtomicInteger();
        CountDownLatch called = new CountDownLatch(2);
        ConcurrentCallers callers = ConcurrentCallers.start(2, caller -> () -> {
            begun.incrementAndGet();
            called.countDown();
            Thread.sleep(1); // so that close() finds iterations that are not complete
            completed.incrementAndGet();
        });
        called.await();

        callers.close();

        assertThat(completed).hasValue(begun.get());
    }
}

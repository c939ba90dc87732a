package com.billshotel.flood;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends 50 calls a second whether or not earlier ones have been answered. Most use one connection; one call a second opens a new
 * one, as a probe does.
 */
final class NormalClient implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int CALLS_PER_SECOND = 50;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final NormalCall call;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Result> results = new ArrayList<>();
    private long sent;

    private NormalClient(NormalCall call) {
        this.call = call;
    }

    static NormalClient start(NormalCall call) {
        NormalClient client = new NormalClient(call.another());
        client.timer.scheduleAtFixedRate(client::send, 0, NANOS_PER_SECOND / CALLS_PER_SECOND, TimeUnit.NANOSECONDS);
        return client;
    }

    /** A finished call; times are those of {@link System#nanoTime}. */
    record Result(long sentNanos, long doneNanos, Optional<Throwable> failure) {
        boolean succeeded() {
            return failure.isEmpty();
        }

        double millis() {
            return (doneNanos - sentNanos) / 1e6;
        }

        /** Whether it failed or took more than a second. */
        boolean isBad() {
            return !succeeded() || millis() > 1_000;
        }
    }

    /** The finished calls that were sent in this period. */
    List<Result> between(long fromNanos, long toNanos) {
        synchronized (results) {
            return results.stream()
                    .filter(result -> result.sentNanos() - fromNanos >= 0 && result.sentNanos() - toNanos < 0)
                    .toList();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        call.close();
    }

    private void send() {
        if (sent++ % CALLS_PER_SECOND == CALLS_PER_SECOND / 2) {
            NormalCall probe = call.another();
            send(probe, probe::close);
        } else {
            send(call, () -> {});
        }
    }

    private void send(NormalCall one, Runnable after) {
        long start = System.nanoTime();
        one.send().whenComplete((answer, failure) -> {
            synchronized (results) {
                results.add(new Result(start, System.nanoTime(), Optional.ofNullable(failure)));
            }
            after.run();
        });
    }
}

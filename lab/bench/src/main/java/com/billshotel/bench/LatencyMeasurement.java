package com.billshotel.bench;

import com.billshotel.reserve.booking.Acknowledgement;
import com.billshotel.reserve.booking.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The time from a message's scheduled arrival until it is committed and acknowledged, at a constant arrival rate. Open loop:
 * messages arrive on schedule however slow the worker is, so a stall counts for every message that waits.
 */
final class LatencyMeasurement implements Measurement {
    static final List<Integer> RATES = List.of(50, 500, 5_000);

    /** Those that are reported, by name. */
    static final Map<String, Double> PERCENTILES = new TreeMap<>(Map.of("p50", 50.0, "p99", 99.0, "p99.9", 99.9));

    private static final int HOTELS = 100;
    private static final Duration RAMP_UP = Duration.ofSeconds(1);

    private final Plan plan;
    private final Progress progress;

    LatencyMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return RATES.stream()
                .flatMap(rate -> PERCENTILES.keySet().stream().map(percentile -> figure(rate, percentile)))
                .toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        for (int rate : RATES) {
            fixture.database().reset(HOTELS);
            Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
            AtomicLong confirmed = new AtomicLong();
            try (PipelineWorker worker = new PipelineWorker(fixture, fixture.target())) {
                arrive(worker, rate, micros, confirmed);
            }
            List<String> problems = fixture.database().problems(confirmed.get());
            PERCENTILES.forEach((name, percentile) ->
                    add(results, figure(rate, name), micros.getValueAtPercentile(percentile), problems));
        }
    }

    private void add(Results results, String figure, long micros, List<String> problems) {
        results.add(figure, micros / 1e3, problems);
        progress.say("%-22s %,8.1f ms", figure, micros / 1e3);
    }

    private static String figure(int rate, String percentile) {
        return "latency_ms." + rate + "." + percentile;
    }

    /** Returns once all messages are acknowledged. */
    private void arrive(PipelineWorker worker, int rate, Histogram micros, AtomicLong confirmed)
            throws InterruptedException {
        long start = System.nanoTime();
        long rampUp = RAMP_UP.toNanos();
        long messages = (rampUp + plan.latency().toNanos()) / TimeUnit.SECONDS.toNanos(1) * rate;
        for (long id = 0; id < messages; id++) {
            long due = start + id * TimeUnit.SECONDS.toNanos(1) / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Histogram histogram = due - start < rampUp ? null : micros;
            worker.accept(delivery(id, new Arrival(due, histogram, confirmed)));
        }
        LoadSource.awaitAcknowledged(confirmed::get, messages);
    }

    private static Delivery delivery(long id, Acknowledgement arrival) {
        return new Delivery(Long.toString(id), Booking.of(id, HOTELS).payload(), Map.of(), Instant.now(), arrival);
    }

    /** @param histogram null during the ramp-up */
    private record Arrival(long due, Histogram histogram, AtomicLong confirmed) implements Acknowledgement {
        @Override
        public void acknowledge() {
            confirmed.incrementAndGet();
            if (histogram != null) {
                histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
            }
        }

        @Override
        public void nack() {
            throw new IllegalStateException("a message was nacked");
        }
    }
}

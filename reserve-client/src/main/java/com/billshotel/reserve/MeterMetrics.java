package com.billshotel.reserve;

import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.booking.WorkerMetrics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Exports the worker's metrics through OpenTelemetry. */
final class MeterMetrics implements WorkerMetrics {
    private static final AttributeKey<String> VERDICT = AttributeKey.stringKey("verdict");
    private static final AttributeKey<String> STEP = AttributeKey.stringKey("step");
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Long> BATCH_SIZES = List.of(1L, 5L, 10L, 50L, 100L, 250L, 500L, 1_000L);

    private final LongCounter received;
    private final LongCounter receivedBytes;
    private final LongCounter completed;
    private final LongCounter attemptsFailed;
    private final LongCounter retried;
    private final LongCounter quarantined;
    private final LongCounter nacked;
    private final LongCounter subscriptionsLost;
    private final LongHistogram batchSize;
    private final DoubleHistogram batchTime;

    MeterMetrics(Meter meter) {
        received = counter(meter, "worker.messages.received", "{message}", "messages received");
        receivedBytes = counter(meter, "worker.bytes.received", "By", "payload bytes received");
        completed = counter(meter, "worker.messages.completed", "{message}", "messages acknowledged, by verdict");
        attemptsFailed = counter(meter, "worker.attempts.failed", "{attempt}", "failed attempts at a batch, by step");
        retried = counter(meter, "worker.messages.retried", "{message}", "messages moved to the retry queue");
        quarantined = counter(meter, "worker.messages.quarantined", "{message}", "messages that failed alone");
        nacked = counter(meter, "worker.messages.nacked", "{message}", "messages not completed within their lease");
        subscriptionsLost = counter(
                meter, "worker.subscriptions.lost", "{failure}", "times the subscription failed and was reopened");
        batchSize = meter.histogramBuilder("worker.batch.size")
                .ofLongs()
                .setUnit("{message}")
                .setDescription("messages in an acknowledged batch")
                .setExplicitBucketBoundariesAdvice(BATCH_SIZES)
                .build();
        batchTime = meter.histogramBuilder("worker.batch.time")
                .setUnit("s")
                .setDescription("from receiving a batch's first message to acknowledging the batch")
                .build();
        startAtZero();
    }

    /** Prometheus sees the first of each as a rise only if there was a zero before. */
    private void startAtZero() {
        List.of(received, receivedBytes, retried, quarantined, nacked, subscriptionsLost)
                .forEach(counter -> counter.add(0));
        Arrays.asList(Verdict.values()).forEach(verdict -> completed(verdict, 0));
        Arrays.asList(Step.values()).forEach(step -> attemptsFailed(step, 0));
    }

    private static LongCounter counter(Meter meter, String name, String unit, String description) {
        return meter.counterBuilder(name)
                .setUnit(unit)
                .setDescription(description)
                .build();
    }

    @Override
    public void received(int bytes) {
        received.add(1);
        receivedBytes.add(bytes);
    }

    @Override
    public void completed(Verdict verdict, int messages) {
        completed.add(messages, Attributes.of(VERDICT, lowerCase(verdict)));
    }

    @Override
    public void batchCompleted(int messages, Duration sinceFirstReceived) {
        batchSize.record(messages);
        batchTime.record(sinceFirstReceived.toNanos() / NANOS_PER_SECOND);
    }

    @Override
    public void attemptFailed(Step step) {
        attemptsFailed(step, 1);
    }

    private void attemptsFailed(Step step, int attempts) {
        attemptsFailed.add(attempts, Attributes.of(STEP, lowerCase(step)));
    }

    @Override
    public void retried(int messages) {
        retried.add(messages);
    }

    @Override
    public void quarantined() {
        quarantined.add(1);
    }

    @Override
    public void nacked(int messages) {
        nacked.add(messages);
    }

    @Override
    public void subscriptionLost() {
        subscriptionsLost.add(1);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

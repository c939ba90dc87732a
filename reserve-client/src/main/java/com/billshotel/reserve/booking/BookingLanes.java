package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Processes messages in parallel lanes. Each hotel belongs to one lane, so its messages stay in order and no two lanes contend
 * for its row. Malformed messages have a lane to themselves, so that a flood of them delays no booking. While a lane processes
 * one batch, the next one accumulates: under load batches are large, otherwise a message is processed at once.
 */
public final class BookingLanes implements AutoCloseable {
    /** Lanes for well-formed messages, each with at most one batch per step. */
    public static final int LANES = LaneSettings.DEFAULT.lanes();

    /** Threads that may use one dependency at the same time: the size for a connection pool. */
    public static final int PARALLEL = LANES + 1 + LaneSettings.DEFAULT.retryThreads();

    private final ReservationDecoder decoder = new ReservationDecoder();
    private final List<Lane> lanes;
    private final Lane malformed;
    private final RetryQueue retryQueue;
    private final LaneSettings settings;
    private final WorkerMetrics metrics;

    private BookingLanes(
            RoomHolds holds,
            List<OutcomeSink> sinks,
            Function<Throwable, Failure> classifier,
            WorkerMetrics metrics,
            LaneSettings settings) {
        this.settings = settings;
        this.metrics = metrics;
        SystemicFailures systemic = new SystemicFailures();
        BatchProcessor processor = new BatchProcessor(holds, sinks, classifier, systemic, metrics);
        Leases leases = new Leases(settings.lease(), metrics);
        FailurePolicy policy = new FailurePolicy(settings, leases);
        this.retryQueue = new RetryQueue(processor, policy, systemic, leases, settings, metrics);
        this.lanes = IntStream.range(0, settings.lanes())
                .mapToObj(n -> new Lane("lane-" + n, processor, policy, retryQueue, leases))
                .toList();
        this.malformed = new Lane("lane-malformed", processor, policy, retryQueue, leases);
    }

    /**
     * Starts the lanes' threads.
     *
     * @param sinks where outcomes are stored, in this order, before their messages are acknowledged
     * @param classifier what kind of failure an exception of the holds or the sinks is
     */
    public static BookingLanes start(
            RoomHolds holds, List<OutcomeSink> sinks, Function<Throwable, Failure> classifier, WorkerMetrics metrics) {
        return start(holds, sinks, classifier, metrics, LaneSettings.DEFAULT);
    }

    static BookingLanes start(
            RoomHolds holds,
            List<OutcomeSink> sinks,
            Function<Throwable, Failure> classifier,
            WorkerMetrics metrics,
            LaneSettings settings) {
        BookingLanes lanes = new BookingLanes(holds, sinks, classifier, metrics, settings);
        lanes.all().forEach(Lane::start);
        return lanes;
    }

    /** Decodes and queues a message. Never blocks, never throws. */
    public void accept(Delivery delivery) {
        metrics.received(delivery.payload().length);
        Decoded content = decoder.decode(delivery.payload());
        laneOf(content).add(new PendingMessage(delivery, content, System.nanoTime()));
    }

    /** Completes what is queued, for a few seconds at most. The rest stays unacknowledged, so it is redelivered. */
    @Override
    public void close() {
        all().forEach(Lane::end);
        long deadline = System.nanoTime() + settings.drain().toNanos();
        try {
            for (Lane lane : all().toList()) {
                lane.join(Duration.ofNanos(deadline - System.nanoTime()));
            }
            retryQueue.close(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Stream<Lane> all() {
        return Stream.concat(lanes.stream(), Stream.of(malformed));
    }

    private Lane laneOf(Decoded content) {
        return content instanceof ReservationMessage message ? lanes.get(laneNumber(message.hotelId())) : malformed;
    }

    /** The upper bits of a multiplicative hash, which also spreads hotel ids with a regular step, such as all even ones. */
    private int laneNumber(int hotelId) {
        return Math.floorMod((hotelId * 0x9E3779B9) >>> 16, lanes.size());
    }
}

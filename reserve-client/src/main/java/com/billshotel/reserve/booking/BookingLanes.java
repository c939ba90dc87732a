package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.List;
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

    private BookingLanes(BatchProcessor processor, WorkerMetrics metrics, LaneSettings settings) {
        this.settings = settings;
        this.metrics = metrics;
        this.retryQueue = new RetryQueue(processor, settings, metrics);
        this.lanes = IntStream.range(0, settings.lanes())
                .mapToObj(n -> new Lane("lane-" + n, processor, retryQueue))
                .toList();
        this.malformed = new Lane("lane-malformed", processor, retryQueue);
    }

    /**
     * Starts the lanes' threads.
     *
     * @param sinks where outcomes are stored, in this order, before their messages are acknowledged
     */
    public static BookingLanes start(RoomHolds holds, List<OutcomeSink> sinks, WorkerMetrics metrics) {
        return start(holds, sinks, metrics, LaneSettings.DEFAULT);
    }

    static BookingLanes start(RoomHolds holds, List<OutcomeSink> sinks, WorkerMetrics metrics, LaneSettings settings) {
        BookingLanes lanes = new BookingLanes(new BatchProcessor(holds, sinks, metrics), metrics, settings);
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

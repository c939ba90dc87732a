package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes messages in and sees each to its end: decided, stored, acknowledged. Each hotel has its lane, so that its messages
 * keep their order and no two lanes contend for it; malformed messages have one of their own, so that a flood of them holds up
 * no booking. While a lane is busy with one batch the next one gathers: under load batches are large, without load a message
 * goes at once.
 */
public final class BookingLanes implements AutoCloseable {
    /** Batches that are worked on at a time while all goes well. */
    public static final int LANES = LaneSettings.DEFAULT.lanes();

    /** Threads that may be talking to the far sides at one time: what a connection pool should hold. */
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
     * Opens the lanes.
     *
     * @param sinks where the outcomes of a batch are stored, one after the other, before its messages are acknowledged
     */
    public static BookingLanes start(RoomHolds holds, List<OutcomeSink> sinks, WorkerMetrics metrics) {
        return start(holds, sinks, metrics, LaneSettings.DEFAULT);
    }

    static BookingLanes start(RoomHolds holds, List<OutcomeSink> sinks, WorkerMetrics metrics, LaneSettings settings) {
        BookingLanes lanes = new BookingLanes(new BatchProcessor(holds, sinks, metrics), metrics, settings);
        lanes.all().forEach(Lane::start);
        return lanes;
    }

    /** Takes a message in; returns at once and never throws. */
    public void accept(Delivery delivery) {
        metrics.received(delivery.payload().length);
        Decoded content = decoder.decode(delivery.payload());
        laneOf(content).add(new PendingMessage(delivery, content, System.nanoTime()));
    }

    /** Finishes what is in hand, for a few seconds at most. What is left was not acknowledged, so it is delivered again. */
    @Override
    public void close() {
        all().forEach(Lane::end);
        long deadline = System.nanoTime() + settings.drain().toNanos();
        try {
            for (Lane lane : all().toList()) {
                lane.join(Duration.ofNanos(deadline - System.nanoTime()));
            }
            retryQueue.close(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private Stream<Lane> all() {
        return Stream.concat(lanes.stream(), Stream.of(malformed));
    }

    private Lane laneOf(Decoded content) {
        return content instanceof ReservationMessage message ? lanes.get(laneNumber(message.hotelId())) : malformed;
    }

    /** Hotels numbered in processor, such as all even ones, spread as well as any: a multiplicative hash, its upper bits. */
    private int laneNumber(int hotelId) {
        return Math.floorMod((hotelId * 0x9E3779B9) >>> 16, lanes.size());
    }
}

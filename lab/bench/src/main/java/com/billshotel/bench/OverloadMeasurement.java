package com.billshotel.bench;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.HoldRequest;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceFutureStub;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Calls at five times hotel-server's capacity, open loop: callers do not slow down however slow the server is. The goodput is the
 * rate of the calls that are still answered within their deadline, relative to the capacity, which 64 callers find that wait for
 * each answer.
 *
 * <p>Messages need no such measurement: what a worker cannot process stays in the subscription, so that every backlog is one, and
 * the end-to-end throughput is the goodput.
 */
final class OverloadMeasurement implements Measurement {
    private static final String GET = "get";
    private static final String HOLD = "hold";
    private static final List<String> CALLS = List.of(GET, HOLD);
    private static final int HOTELS = 100;
    private static final int CALLERS = 64;
    private static final int TIMES_CAPACITY = 5;
    private static final int MAX_OUTSTANDING = 20_000; // callers who give up at once, so that the generator survives
    private static final int NORMAL_RATE = 50;
    private static final int NORMAL_SECONDS = 15;
    private static final Window CAPACITY_WINDOW = new Window(Duration.ofSeconds(2), Duration.ofSeconds(3));
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Plan plan;
    private final Progress progress;
    private final AtomicLong nextId = new AtomicLong();

    OverloadMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** A call, as a caller who waits and as one who does not. */
    private interface Call {
        void await(HotelServiceBlockingStub hotels);

        ListenableFuture<?> start(HotelServiceFutureStub hotels);
    }

    @Override
    public List<String> figures() {
        return plan.overload().isZero()
                ? List.of()
                : CALLS.stream()
                        .flatMap(call -> Stream.of(goodput(call), recovery(call)))
                        .toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        if (plan.overload().isZero()) {
            return;
        }
        fixture.database().reset(HOTELS);
        measure(GET, new Get(), fixture, results);
        measure(HOLD, new Hold(), fixture, results);
    }

    private void measure(String name, Call call, Fixture fixture, Results results) throws Exception {
        try (GrpcClient client = new GrpcClient(fixture.target())) {
            double capacity = capacity(client, call);
            Overload overload = new Overload(client.futures(), call, TIMES_CAPACITY * capacity);
            double goodput = overload.run(plan.overload());
            double recovery = secondsToNormal(client.hotels(), call);
            results.add(goodput(name), goodput / capacity, List.of());
            results.add(recovery(name), recovery, List.of());
            progress.say(
                    "%-22s %.2f of %,.0f/s, %,d calls of which %,d late or refused; normal after %.0f s",
                    "overload." + name, goodput / capacity, capacity, overload.calls, overload.failed.sum(), recovery);
        }
    }

    private static String goodput(String call) {
        return "overload." + call + ".goodput";
    }

    private static String recovery(String call) {
        return "overload." + call + ".recovery_s";
    }

    private double capacity(GrpcClient client, Call call) throws InterruptedException {
        LongAdder answers = new LongAdder();
        return CAPACITY_WINDOW.rate(answers::sum, ConcurrentCallers.start(CALLERS, caller -> () -> {
            call.await(client.hotels());
            answers.increment();
        }));
    }

    /** Seconds at {@value #NORMAL_RATE} calls/s until the last one with a call that failed or took longer than a second. */
    private static double secondsToNormal(HotelServiceBlockingStub hotels, Call call) {
        long start = System.nanoTime();
        long lastBad = start;
        for (int i = 0; i < NORMAL_RATE * NORMAL_SECONDS; i++) {
            parkUntil(start + i * TimeUnit.SECONDS.toNanos(1) / NORMAL_RATE);
            long called = System.nanoTime();
            boolean answered = true;
            try {
                call.await(hotels.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (StatusRuntimeException failure) {
                answered = false;
            }
            if (!answered || System.nanoTime() - called > TimeUnit.SECONDS.toNanos(1)) {
                lastBad = System.nanoTime();
            }
        }
        return Math.ceil((lastBad - start) / 1e9);
    }

    private static void parkUntil(long due) {
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private static final class Overload implements FutureCallback<Object> {
        private final HotelServiceFutureStub hotels;
        private final Call call;
        private final double rate;
        private final AtomicLong outstanding = new AtomicLong();
        private final LongAdder answered = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private long calls;

        Overload(HotelServiceFutureStub hotels, Call call, double rate) {
            this.hotels = hotels;
            this.call = call;
            this.rate = rate;
        }

        /** Answered calls per second. */
        double run(Duration time) {
            long start = System.nanoTime();
            for (long now = start; now - start < time.toNanos(); now = System.nanoTime()) {
                for (long due = (long) ((now - start) / 1e9 * rate); calls < due; calls++) {
                    start();
                }
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
            }
            return answered.sum() * 1e9 / (System.nanoTime() - start);
        }

        private void start() {
            if (outstanding.incrementAndGet() > MAX_OUTSTANDING) {
                onFailure(null);
                return;
            }
            Futures.addCallback(
                    call.start(hotels.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)),
                    this,
                    MoreExecutors.directExecutor());
        }

        @Override
        public void onSuccess(Object answer) {
            outstanding.decrementAndGet();
            answered.increment();
        }

        @Override
        public void onFailure(Throwable failure) {
            outstanding.decrementAndGet();
            failed.increment();
        }
    }

    private final class Get implements Call {
        @Override
        public void await(HotelServiceBlockingStub hotels) {
            hotels.getHotel(request());
        }

        @Override
        public ListenableFuture<?> start(HotelServiceFutureStub hotels) {
            return hotels.getHotel(request());
        }

        private HotelRequest request() {
            return HotelRequest.newBuilder()
                    .setId((int) (nextId.incrementAndGet() % HOTELS))
                    .build();
        }
    }

    /** A batch of one: the most expensive way to book. */
    private final class Hold implements Call {
        @Override
        public void await(HotelServiceBlockingStub hotels) {
            hotels.decideHolds(request());
        }

        @Override
        public ListenableFuture<?> start(HotelServiceFutureStub hotels) {
            return hotels.decideHolds(request());
        }

        private DecideHoldsRequest request() {
            Booking booking = Booking.of(nextId.incrementAndGet(), HOTELS);
            return DecideHoldsRequest.newBuilder()
                    .addRequests(HoldRequest.newBuilder()
                            .setAction(HoldRequest.Action.HOLD)
                            .setReservationId(booking.id())
                            .setHotelId(booking.hotelId())
                            .setUserId(1)
                            .setReservedDatetime(1)
                            .setCheckinDatetime(2))
                    .build();
        }
    }
}

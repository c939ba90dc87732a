package com.billshotel.drill.crash;

import static com.billshotel.drill.crash.CrashPoint.Moment.ENTRY;
import static com.billshotel.drill.crash.CrashPoint.Moment.EXIT;
import static com.billshotel.drill.crash.CrashPoint.Pass.EVERY;
import static com.billshotel.drill.crash.CrashPoint.Pass.FIRST;
import static com.billshotel.drill.crash.CrashPoint.Pass.LAST;
import static com.billshotel.drill.crash.CrashPoint.Pass.MIDDLE;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place where {@code bin/drill} halts a service as a power failure would: no hook runs, nothing is flushed.
 *
 * <p>Each is the entry or the exit of one method. A method that is called once for each item of a batch is a point on the first, the
 * middle or the last of these calls; the batch is the first argument of the method that calls it.
 */
public enum CrashPoint {
    SERVER_CALL_RECEIVED(ENTRY, "com.billshotel.server.rooms.RoomLedger.decide"),
    SERVER_HOTELS_LOCKED(EXIT, "com.billshotel.server.rooms.LockHotels.execute"),
    SERVER_HOLDS_READ(EXIT, "com.billshotel.server.rooms.SelectHolds.execute"),
    SERVER_FIRST_DECIDED(ENTRY, Batch.DECIDE, FIRST, Batch.OF_REQUESTS),
    SERVER_MIDDLE_DECIDED(ENTRY, Batch.DECIDE, MIDDLE, Batch.OF_REQUESTS),
    SERVER_LAST_DECIDED(ENTRY, Batch.DECIDE, LAST, Batch.OF_REQUESTS),
    SERVER_HOLDS_INSERTED(EXIT, "com.billshotel.server.rooms.InsertHolds.execute"),
    SERVER_HOLDS_UPDATED(EXIT, "com.billshotel.server.rooms.UpdateHolds.execute"),
    SERVER_BEFORE_COMMIT(EXIT, "com.billshotel.server.rooms.RoomLedger.decideUnderLocks"),
    SERVER_COMMITTED(EXIT, "com.billshotel.server.rooms.RoomLedger.decide"),
    SERVER_ANSWERED(EXIT, "com.billshotel.runtime.grpc.BoundedCalls.complete"),
    SERVER_DRAIN_NOT_SERVING(ENTRY, "com.billshotel.runtime.grpc.BoundedCalls.close"),
    SERVER_DRAIN_CALLS_DONE(EXIT, "com.billshotel.runtime.grpc.BoundedCalls.close"),

    WORKER_MESSAGE_RECEIVED(EXIT, "com.billshotel.reserve.booking.BookingLanes.accept"),
    WORKER_BEFORE_DECIDE(ENTRY, "com.billshotel.reserve.holds.HotelServerClient.decide"),
    WORKER_DECIDED(EXIT, "com.billshotel.reserve.holds.HotelServerClient.decide"),
    WORKER_BEFORE_STORE(ENTRY, "com.billshotel.reserve.storage.ReservationTables.store"),
    WORKER_RESERVATIONS_WRITTEN(EXIT, "com.billshotel.reserve.storage.UpsertReservations.insert"),
    WORKER_REJECTIONS_WRITTEN(EXIT, "com.billshotel.reserve.storage.UpsertRejections.insert"),
    WORKER_DEAD_LETTERS_WRITTEN(EXIT, "com.billshotel.reserve.storage.InsertDeadLetters.insert"),
    WORKER_BEFORE_COMMIT(EXIT, "com.billshotel.reserve.storage.ReservationTables.execute"),
    WORKER_COMMITTED(EXIT, "com.billshotel.reserve.storage.ReservationTables.store"),
    WORKER_PUBLISH_FIRST(EXIT, Batch.PUBLISH, FIRST, Batch.OF_RESULTS),
    WORKER_PUBLISH_MIDDLE(EXIT, Batch.PUBLISH, MIDDLE, Batch.OF_RESULTS),
    WORKER_PUBLISH_LAST(EXIT, Batch.PUBLISH, LAST, Batch.OF_RESULTS),
    WORKER_RESULTS_PUBLISHED(EXIT, "com.billshotel.reserve.pubsub.OutcomeTopic.store"),
    WORKER_ACKNOWLEDGE_FIRST(EXIT, Batch.ACKNOWLEDGE, FIRST, Batch.OF_MESSAGES),
    WORKER_ACKNOWLEDGE_MIDDLE(EXIT, Batch.ACKNOWLEDGE, MIDDLE, Batch.OF_MESSAGES),
    WORKER_ACKNOWLEDGE_LAST(EXIT, Batch.ACKNOWLEDGE, LAST, Batch.OF_MESSAGES),
    WORKER_OUTAGE_BEGUN(ENTRY, "com.billshotel.reserve.booking.Outages.begin"),
    WORKER_OUTAGE_OVER(ENTRY, "com.billshotel.reserve.booking.Outages.end"),
    WORKER_RETRY_QUEUED(EXIT, "com.billshotel.reserve.booking.RetryQueue.contended"),
    WORKER_RETRY_ATTEMPT(ENTRY, "com.billshotel.reserve.booking.RetryQueue.attempt"),
    WORKER_RETRY_FAILED(ENTRY, "com.billshotel.reserve.booking.RetryQueue.retryLater"),
    WORKER_RETRY_PASSED(ENTRY, "com.billshotel.reserve.booking.RetryQueue.passed"),
    WORKER_DRAIN_BEGUN(ENTRY, "com.billshotel.reserve.pubsub.ReserveSubscription.close"),
    WORKER_DRAIN_PULL_STOPPED(ENTRY, "com.billshotel.reserve.pubsub.SubscriberFactory.close"),
    WORKER_DRAIN_LANES_DONE(EXIT, "com.billshotel.reserve.booking.BookingLanes.close");

    /** The exit code of a process that halts at a crash point. */
    public static final int EXIT_CODE = 86;

    /** When the process halts. An exit by an exception does not count. */
    enum Moment {
        ENTRY,
        EXIT
    }

    /** Which of the calls that a batch makes. */
    enum Pass {
        EVERY,
        FIRST,
        MIDDLE,
        LAST;

        /** Whether this is call {@code index}, from 0, of {@code count}. */
        boolean is(int index, int count) {
            return switch (this) {
                case EVERY -> true;
                case FIRST -> index == 0;
                case MIDDLE -> index == count / 2;
                case LAST -> index == count - 1;
            };
        }
    }

    /** The methods that handle batches, and those that they call for each item. */
    private static final class Batch {
        static final String OF_REQUESTS = "com.billshotel.server.rooms.RoomLedger.decideUnderLocks";
        static final String DECIDE = "com.billshotel.server.rooms.StateTable.decide";
        static final String OF_RESULTS = "com.billshotel.reserve.pubsub.TopicPublisher.publish";
        static final String PUBLISH = "com.google.cloud.pubsub.v1.Publisher.publish";
        static final String OF_MESSAGES = "com.billshotel.reserve.booking.BatchProcessor.acknowledge";
        static final String ACKNOWLEDGE = "com.billshotel.reserve.pubsub.MessageIntake$Reply.acknowledge";
    }

    final Moment moment;
    final String method;
    final Pass pass;

    /** The method that handles the batch; empty with {@link Pass#EVERY}. */
    final String batch;

    CrashPoint(Moment moment, String method) {
        this(moment, method, EVERY, "");
    }

    CrashPoint(Moment moment, String method, Pass pass, String batch) {
        this.moment = moment;
        this.method = method;
        this.pass = pass;
        this.batch = batch;
    }

    /** Whether it is passed only while a service drains. */
    public boolean isInDrain() {
        return name().contains("_DRAIN_");
    }

    /** Whether it is in hotel-server; the others are in the worker. */
    public boolean isInServer() {
        return name().startsWith("SERVER_");
    }

    /** The methods of all points that are missing or overloaded in the classes of this process; empty if there are none. */
    public static List<String> missingMethods() {
        return Arrays.stream(values())
                .flatMap(
                        point -> point.batch.isEmpty() ? Stream.of(point.method) : Stream.of(point.method, point.batch))
                .distinct()
                .filter(method -> !isUnique(method))
                .toList();
    }

    static String typeOf(String method) {
        return method.substring(0, method.lastIndexOf('.'));
    }

    static String nameOf(String method) {
        return method.substring(method.lastIndexOf('.') + 1);
    }

    static boolean isUnique(String method) {
        try {
            Class<?> type = Class.forName(typeOf(method), false, CrashPoint.class.getClassLoader());
            return Arrays.stream(type.getDeclaredMethods())
                            .filter(candidate -> !candidate.isSynthetic())
                            .map(Method::getName)
                            .filter(nameOf(method)::equals)
                            .count()
                    == 1;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }
}

package com.billshotel.schedules.fakes;

import com.billshotel.reserve.booking.Acknowledgement;
import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.reserve.booking.RoomHolds;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Fakes of everything around the booking lanes: hotel-server, MySQL and the broker. */
public final class Dependencies {
    private final Record record;
    private Faults decideFaults;
    private Faults storeFaults;
    private final SplittableRandom effects;
    private int decideCalls;
    private int storeCalls;

    /** @param choices whether a failing call takes effect, and the random part of each backoff */
    public Dependencies(Record record, Faults decideFaults, Faults storeFaults, SplittableRandom choices) {
        this.record = record;
        this.decideFaults = decideFaults;
        this.storeFaults = storeFaults;
        this.effects = choices.split();
        Jitter.startWith(choices.split());
    }

    /** Confirms every reservation. */
    public RoomHolds holds() {
        return this::decide;
    }

    public OutcomeSink sink() {
        return this::store;
    }

    /** No further call fails. */
    public void recover() {
        decideFaults = Faults.NONE;
        storeFaults = Faults.NONE;
    }

    /** What an exception of these fakes means; any other is a bug in a fake or in the code under test. */
    public Failure classify(Throwable failure) {
        if (failure instanceof FaultException fault) {
            return fault.failure();
        }
        throw new AssertionError("unexpected exception", failure);
    }

    /** A message that books a room. */
    public Delivery booking(int hotelId, long id) {
        record.accepted(hotelId, id);
        return delivery(
                Long.toString(id),
                "{\"id\":" + id + ",\"is_cancel\":false,\"hotel_id\":" + hotelId
                        + ",\"user_id\":1,\"reserved_datetime\":1700000000,\"checkin_datetime\":1700604800}");
    }

    /** A message that cannot be decoded. */
    public Delivery malformed(String messageId) {
        return delivery(messageId, "");
    }

    private Delivery delivery(String messageId, String payload) {
        return new Delivery(
                messageId, payload.getBytes(StandardCharsets.UTF_8), Map.of(), Instant.EPOCH, new Reply(messageId));
    }

    private List<RoomHolds.Decision> decide(List<ReservationMessage> messages) throws FaultException {
        Failure failure = decideFaults.next(++decideCalls, messages);
        if (failure == null || effects.nextBoolean()) {
            messages.forEach(message -> record.decided(
                    message.hotelId(), message.id(), Thread.currentThread().getName()));
        }
        failIf(failure);
        return messages.stream()
                .map(message -> new RoomHolds.Decision(Verdict.CONFIRMED, ""))
                .toList();
    }

    private void store(List<Outcome> outcomes) throws FaultException {
        Failure failure = storeFaults.next(
                ++storeCalls,
                outcomes.stream()
                        .filter(outcome -> outcome.verdict() != Verdict.UNPROCESSABLE)
                        .map(Outcome::message)
                        .filter(Objects::nonNull)
                        .toList());
        if (failure == null || effects.nextBoolean()) {
            for (Outcome outcome : outcomes) {
                ReservationMessage message = outcome.message();
                record.stored(
                        message == null ? null : message.hotelId(),
                        message == null ? null : message.id(),
                        outcome.delivery().messageId());
            }
        }
        failIf(failure);
    }

    private void failIf(Failure failure) throws FaultException {
        if (failure != null) {
            throw new FaultException(failure);
        }
    }

    private final class Reply implements Acknowledgement {
        private final String messageId;

        Reply(String messageId) {
            this.messageId = messageId;
        }

        @Override
        public void acknowledge() {
            record.acknowledged(messageId);
        }

        @Override
        public void nack() {
            record.nacked(messageId);
        }
    }
}

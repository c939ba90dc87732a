package com.billshotel.drill;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.server.rooms.RoomDecision;
import com.billshotel.server.rooms.RoomRequest;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Mistakes in the order of the protocol's steps and in what passes between them; {@link Mutants} says what each breaks. */
final class FaultyMiniatures {
    private FaultyMiniatures() {}

    static class AcknowledgesBeforeStoring extends Miniature {
        @Override
        void process(List<Delivery> batch) throws Exception {
            List<Outcome> outcomes = decide(batch);
            crashNowAndThen(List.of());
            store(outcomes);
        }
    }

    static class AcknowledgesBeforeDeciding extends Miniature {
        @Override
        void process(List<Delivery> batch) throws Exception {
            crashNowAndThen(List.of());
            store(decide(batch));
        }
    }

    static class RedeliversHalfOfABatch extends Miniature {
        @Override
        void process(List<Delivery> batch) throws Exception {
            crashNowAndThen(batch.subList(0, batch.size() / 2));
            super.process(batch);
        }
    }

    static class IgnoresFailuresToStore extends Miniature {
        private int stored;

        @Override
        void store(List<Outcome> outcomes) throws Exception {
            if (stored++ % 10 != 0) {
                super.store(outcomes);
            }
        }
    }

    static class StoresInHalves extends Miniature {
        @Override
        void process(List<Delivery> batch) throws Exception {
            List<Outcome> outcomes = decide(batch);
            int half = outcomes.size() / 2;
            store(outcomes.subList(0, half));
            crashNowAndThen(List.of());
            store(outcomes.subList(half, outcomes.size()));
        }
    }

    private abstract static class Drops extends Miniature {
        private final Verdict dropped;

        Drops(Verdict dropped) {
            this.dropped = dropped;
        }

        @Override
        final void store(List<Outcome> outcomes) throws Exception {
            super.store(outcomes.stream()
                    .filter(outcome -> outcome.verdict() != dropped)
                    .toList());
        }
    }

    static class DropsMalformedMessages extends Drops {
        DropsMalformedMessages() {
            super(Verdict.MALFORMED);
        }
    }

    static class DropsContradictions extends Drops {
        DropsContradictions() {
            super(Verdict.CONFLICT);
        }
    }

    static class DropsMessagesForUnknownHotels extends Drops {
        DropsMessagesForUnknownHotels() {
            super(Verdict.HOTEL_NOT_FOUND);
        }
    }

    static class DropsCancellationsOfUnknownReservations extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            Set<Long> known = ids("SELECT reservation_id FROM room_holds");
            return answerSome(
                    requests,
                    request -> request.action() == Action.RELEASE && !known.contains(request.reservationId()),
                    RoomDecision.Outcome.RELEASED);
        }
    }

    static class AnswersSomeBatchesWithoutDeciding extends Miniature {
        private int batches;

        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            boolean lost = batches++ % 10 == 0;
            return answerSome(requests, request -> lost, RoomDecision.Outcome.HELD);
        }
    }

    static class AnswersInReverseOrder extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            List<RoomDecision> decisions = new ArrayList<>(super.ask(requests));
            Collections.reverse(decisions);
            return decisions;
        }
    }

    static class DecidesEachReservationOncePerBatch extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            Map<Long, RoomRequest> firsts = new LinkedHashMap<>();
            requests.forEach(request -> firsts.putIfAbsent(request.reservationId(), request));
            Map<Long, RoomDecision> decisions = new HashMap<>();
            super.ask(List.copyOf(firsts.values()))
                    .forEach(decision -> decisions.put(decision.reservationId(), decision));
            return requests.stream()
                    .map(request -> decisions.get(request.reservationId()))
                    .toList();
        }
    }

    static class HoldsAtTheNextHotel extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            return super.ask(requests.stream()
                    .map(r -> new RoomRequest(
                            r.action(),
                            r.reservationId(),
                            (r.hotelId() + 1) % 8,
                            r.userId(),
                            r.reservedDatetime(),
                            r.checkinDatetime()))
                    .toList());
        }
    }

    static class BooksTheCancellationsToo extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            return super.ask(requests.stream()
                    .map(r -> r.userId() == null || r.reservedDatetime() == null
                            ? r
                            : new RoomRequest(
                                    Action.HOLD,
                                    r.reservationId(),
                                    r.hotelId(),
                                    r.userId(),
                                    r.reservedDatetime(),
                                    r.checkinDatetime()))
                    .toList());
        }
    }

    static class TakesARoomForEachRepeat extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            Set<Long> held = ids("SELECT reservation_id FROM room_holds WHERE state = 'HELD'");
            for (RoomRequest request : requests) {
                if (request.action() == Action.HOLD && held.contains(request.reservationId())) {
                    changeRooms(request.hotelId(), -1);
                }
            }
            return super.ask(requests);
        }
    }

    static class ReleasesARoomForEachRepeat extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            Set<Long> released = ids("SELECT reservation_id FROM room_holds WHERE released_seq IS NOT NULL");
            for (RoomRequest request : requests) {
                if (request.action() == Action.RELEASE && released.contains(request.reservationId())) {
                    changeRooms(request.hotelId(), 1);
                }
            }
            return super.ask(requests);
        }
    }

    static class ReleasesNoRoom extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            Set<Long> before = ids("SELECT reservation_id FROM room_holds WHERE released_seq IS NOT NULL");
            List<RoomDecision> decisions = super.ask(requests);
            Set<Long> after = ids("SELECT reservation_id FROM room_holds WHERE released_seq IS NOT NULL");
            for (RoomRequest request : requests) {
                if (before.add(request.reservationId()) && after.contains(request.reservationId())) {
                    changeRooms(request.hotelId(), -1);
                }
            }
            return decisions;
        }
    }

    static class ReleasesRoomsOfRefusedBookings extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            List<RoomDecision> decisions = super.ask(requests);
            Set<Long> refused =
                    ids("SELECT reservation_id FROM room_holds WHERE state = 'REFUSED' AND released_seq IS NULL");
            for (RoomRequest request : requests) {
                if (request.action() == Action.RELEASE && refused.remove(request.reservationId())) {
                    execute(
                            "UPDATE hotels SET rooms_available = rooms_available + 1, decisions = decisions + 1 WHERE id = "
                                    + request.hotelId()
                                    + "; UPDATE room_holds SET released_seq = (SELECT decisions FROM hotels"
                                    + " WHERE id = hotel_id) WHERE reservation_id = " + request.reservationId());
                }
            }
            return decisions;
        }
    }

    static class HoldsAtUnknownHotels extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            List<RoomDecision> decisions = super.ask(requests);
            for (int i = 0; i < requests.size(); i++) {
                if (decisions.get(i).outcome() == RoomDecision.Outcome.HOTEL_NOT_FOUND) {
                    RoomRequest r = requests.get(i);
                    execute("INSERT IGNORE INTO room_holds VALUES (" + r.reservationId() + "," + r.hotelId()
                            + ", 'HELD'," + r.userId() + "," + r.reservedDatetime() + "," + r.checkinDatetime() + ")");
                }
            }
            return decisions;
        }
    }

    static class AppliesConflictingBookings extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
            List<RoomDecision> decisions = super.ask(requests);
            for (int i = 0; i < requests.size(); i++) {
                RoomRequest r = requests.get(i);
                if (decisions.get(i).outcome() == RoomDecision.Outcome.CONFLICT && r.checkinDatetime() != null) {
                    execute("UPDATE room_holds SET user_id = " + r.userId() + ", checkin_datetime = "
                            + r.checkinDatetime() + " WHERE reservation_id = " + r.reservationId());
                }
            }
            return decisions;
        }
    }

    static class StoresADeadLetterForEachDelivery extends Miniature {
        private int deliveries;

        @Override
        void store(List<Outcome> outcomes) throws Exception {
            super.store(outcomes.stream()
                    .map(outcome -> outcome.isDeadLetter() ? redelivered(outcome) : outcome)
                    .toList());
        }

        private Outcome redelivered(Outcome outcome) {
            Delivery d = outcome.delivery();
            String id = deliveries++ % 3 == 0 ? d.messageId() + "000000" : d.messageId();
            Delivery delivery = new Delivery(id, d.payload(), d.attributes(), d.publishedAt(), null);
            return new Outcome(delivery, outcome.message(), outcome.verdict(), outcome.detail());
        }
    }

    /** Two transactions decide the two halves of each batch at the same time; a failed one is repeated. No mistake by itself. */
    static class DecidesInTwoTransactions extends Miniature {
        @Override
        List<RoomDecision> ask(List<RoomRequest> requests) {
            int half = requests.size() / 2;
            CompletableFuture<List<RoomDecision>> first =
                    CompletableFuture.supplyAsync(() -> untilDone(requests.subList(0, half)));
            List<RoomDecision> second = untilDone(requests.subList(half, requests.size()));
            List<RoomDecision> decisions = new ArrayList<>(first.join());
            decisions.addAll(second);
            return decisions;
        }

        private List<RoomDecision> untilDone(List<RoomRequest> requests) {
            while (true) {
                try {
                    return super.ask(requests);
                } catch (SQLException expected) {
                    Thread.onSpinWait(); // the other half has inserted the same reservation
                }
            }
        }
    }
}

package com.billshotel.reserve.fakes;

import com.billshotel.reserve.booking.RoomHolds;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** hotel-server's holds, in memory; records every batch that it decides. */
public final class InMemoryRooms implements RoomHolds {
    public final Faults<ReservationMessage> faults = new Faults<>();

    private final Map<Integer, Integer> rooms = new ConcurrentHashMap<>();
    private final Map<Long, Hold> holds = new ConcurrentHashMap<>();
    private final List<List<ReservationMessage>> batches = new ArrayList<>();

    private record Hold(ReservationMessage known, Verdict verdict) {
        /** The name of the first field that differs, or null. */
        String conflict(ReservationMessage other) {
            if (known.hotelId() != other.hotelId()) {
                return "hotel_id";
            } else if (differ(known.userId(), other.userId())) {
                return "user_id";
            } else if (differ(known.reservedAt(), other.reservedAt())) {
                return "reserved_datetime";
            }
            return differ(known.checkinAt(), other.checkinAt()) ? "checkin_datetime" : null;
        }

        Hold joined(ReservationMessage other, Verdict next) {
            return new Hold(
                    new ReservationMessage(
                            known.id(),
                            known.cancel() || other.cancel(),
                            known.hotelId(),
                            first(known.userId(), other.userId()),
                            first(known.reservedAt(), other.reservedAt()),
                            first(known.checkinAt(), other.checkinAt())),
                    next);
        }

        private static boolean differ(Long one, Long other) {
            return one != null && other != null && !Objects.equals(one, other);
        }

        private static Long first(Long one, Long other) {
            return one != null ? one : other;
        }
    }

    public InMemoryRooms hotel(int hotelId, int roomsAvailable) {
        rooms.put(hotelId, roomsAvailable);
        return this;
    }

    public int rooms(int hotelId) {
        return rooms.get(hotelId);
    }

    public synchronized List<List<ReservationMessage>> batches() {
        return List.copyOf(batches);
    }

    @Override
    public List<Decision> decide(List<ReservationMessage> messages) throws Exception {
        faults.before(messages);
        List<Decision> decisions = new ArrayList<>();
        synchronized (this) {
            batches.add(List.copyOf(messages));
            messages.forEach(message -> decisions.add(decide(message)));
        }
        faults.after();
        return decisions;
    }

    private Decision decide(ReservationMessage message) {
        Hold hold = holds.get(message.id());
        String conflict = hold == null ? null : hold.conflict(message);
        if (conflict != null) {
            return new Decision(Verdict.CONFLICT, conflict);
        } else if (!rooms.containsKey(message.hotelId())) {
            return new Decision(Verdict.HOTEL_NOT_FOUND, "");
        }
        Hold next = hold == null ? new Hold(message, first(message)) : hold.joined(message, again(hold, message));
        holds.put(message.id(), next);
        return new Decision(next.verdict, "");
    }

    private Verdict first(ReservationMessage message) {
        if (message.cancel()) {
            return Verdict.CANCELLED;
        } else if (rooms.get(message.hotelId()) == 0) {
            return Verdict.HOTEL_FULL;
        }
        rooms.merge(message.hotelId(), -1, Integer::sum);
        return Verdict.CONFIRMED;
    }

    private Verdict again(Hold hold, ReservationMessage message) {
        if (message.cancel() && hold.verdict == Verdict.CONFIRMED) {
            rooms.merge(message.hotelId(), 1, Integer::sum);
            return Verdict.CANCELLED;
        }
        return hold.verdict;
    }
}

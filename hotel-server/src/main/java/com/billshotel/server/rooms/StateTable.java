package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the requests of one batch, in order, from the counts and holds read under the hotels' locks, and collects the
 * resulting changes. Does no I/O.
 *
 * <pre>
 * request   no hold yet                          HELD          RELEASED   REFUSED
 * hold      rooms left: HELD, -1; none: REFUSED  HELD          RELEASED   REFUSED
 * release   RELEASED, 0                          RELEASED, +1  RELEASED   REFUSED
 * </pre>
 *
 * A request whose change the hotel's room count does not allow changes nothing: ROOM_COUNT_INVALID.
 */
final class StateTable {
    private final Map<Integer, HotelCount> hotels;
    private final Map<Long, Hold> holds;
    private final Set<Long> created = new HashSet<>();
    private final Set<Long> changed = new HashSet<>();

    /**
     * @param hotels the existing hotels of the batch, by hotel id
     * @param holds the existing holds of the batch, by reservation id
     */
    StateTable(Map<Integer, HotelCount> hotels, Map<Long, Hold> holds) {
        this.hotels = new HashMap<>(hotels);
        this.holds = new HashMap<>(holds);
    }

    RoomDecision decide(RoomRequest request) {
        long id = request.reservationId();
        Hold hold = holds.get(id);
        Optional<String> conflict = hold == null ? Optional.empty() : hold.conflictWith(request);
        if (conflict.isPresent()) {
            return RoomDecision.conflict(id, conflict.get());
        } else if (!hotels.containsKey(request.hotelId())) {
            return RoomDecision.of(id, Outcome.HOTEL_NOT_FOUND);
        }
        int roomChange = roomChange(hold, request);
        if (!hotels.get(request.hotelId()).allows(roomChange)) {
            return RoomDecision.of(id, Outcome.ROOM_COUNT_INVALID);
        }
        Hold decided = hold == null ? first(request, roomChange) : repeated(hold, request, roomChange);
        return RoomDecision.of(id, decided.outcome());
    }

    private int roomChange(Hold hold, RoomRequest request) {
        if (request.action() == Action.RELEASE) {
            return hold != null && hold.outcome() == Outcome.HELD ? 1 : 0;
        }
        return hold == null && !hotels.get(request.hotelId()).isFull() ? -1 : 0;
    }

    /** The holds that this batch created, in no particular order. */
    List<Hold> created() {
        return select(created);
    }

    /** The existing holds that this batch changed, in no particular order. */
    List<Hold> changed() {
        return select(changed);
    }

    /** The hotels' counts after the decisions, by hotel id. */
    Map<Integer, HotelCount> counts() {
        return Map.copyOf(hotels);
    }

    private Hold first(RoomRequest request, int roomChange) {
        created.add(request.reservationId());
        Outcome outcome = request.action() == Action.RELEASE
                ? Outcome.RELEASED
                : roomChange == 0 ? Outcome.REFUSED : Outcome.HELD;
        return put(Hold.of(request, outcome, count(request.hotelId(), roomChange)));
    }

    private Hold repeated(Hold hold, RoomRequest request, int roomChange) {
        Hold next = hold.completedBy(request);
        if (roomChange != 0) {
            next = next.released(count(hold.hotelId(), roomChange));
        }
        if (!next.equals(hold) && !created.contains(hold.reservationId())) {
            changed.add(hold.reservationId());
        }
        return put(next);
    }

    /** Changes the hotel's room count and returns the number of this decision. */
    private long count(int hotelId, int roomChange) {
        HotelCount next = hotels.get(hotelId).next(roomChange);
        hotels.put(hotelId, next);
        return next.decisions();
    }

    private Hold put(Hold hold) {
        holds.put(hold.reservationId(), hold);
        return hold;
    }

    private List<Hold> select(Set<Long> ids) {
        List<Hold> selected = new ArrayList<>(ids.size());
        ids.forEach(id -> selected.add(holds.get(id)));
        return selected;
    }
}

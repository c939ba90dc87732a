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
 * Decides the requests of one batch, in order, on what the database says under the hotels' locks; keeps what is to be
 * written. Pure: no I/O.
 *
 * <pre>
 * request   no hold yet                          HELD          RELEASED   REFUSED
 * hold      rooms left: HELD, -1; none: REFUSED  HELD          RELEASED   REFUSED
 * release   RELEASED, 0                          RELEASED, +1  RELEASED   REFUSED
 * </pre>
 */
final class StateTable {
    private final Map<Integer, Integer> rooms;
    private final Map<Long, Hold> holds;
    private final Set<Long> created = new HashSet<>();
    private final Set<Long> changed = new HashSet<>();
    private final Map<Integer, Integer> roomChanges = new HashMap<>();

    /**
     * @param rooms rooms available by hotel id, for each hotel of the batch that exists
     * @param holds by reservation id, for each reservation of the batch that is known
     */
    StateTable(Map<Integer, Integer> rooms, Map<Long, Hold> holds) {
        this.rooms = new HashMap<>(rooms);
        this.holds = new HashMap<>(holds);
    }

    RoomDecision decide(RoomRequest request) {
        long id = request.reservationId();
        Hold hold = holds.get(id);
        Optional<String> conflict = hold == null ? Optional.empty() : hold.conflictWith(request);
        if (conflict.isPresent()) {
            return RoomDecision.conflict(id, conflict.get());
        } else if (!rooms.containsKey(request.hotelId())) {
            return RoomDecision.of(id, Outcome.HOTEL_NOT_FOUND);
        }
        Hold decided = hold == null ? first(request) : repeated(hold, request);
        return RoomDecision.of(id, decided.state().outcome);
    }

    /** Holds that this batch made, in no order. */
    List<Hold> created() {
        return select(created);
    }

    /** Holds that were there before and changed, in no order. */
    List<Hold> changed() {
        return select(changed);
    }

    /** By how much each hotel's rooms change, by hotel id; those that end up unchanged are left out. */
    Map<Integer, Integer> roomChanges() {
        Map<Integer, Integer> changes = new HashMap<>(roomChanges);
        changes.values().removeIf(change -> change == 0);
        return changes;
    }

    private Hold first(RoomRequest request) {
        created.add(request.reservationId());
        if (request.action() == Action.RELEASE) {
            return put(Hold.of(request, Hold.State.RELEASED));
        } else if (rooms.get(request.hotelId()) <= 0) { // below: a table older than its CHECK constraint
            return put(Hold.of(request, Hold.State.REFUSED));
        }
        moveRooms(request.hotelId(), -1);
        return put(Hold.of(request, Hold.State.HELD));
    }

    private Hold repeated(Hold hold, RoomRequest request) {
        boolean givesBack = request.action() == Action.RELEASE && hold.state() == Hold.State.HELD;
        Hold next = hold.with(givesBack ? Hold.State.RELEASED : hold.state(), request);
        if (givesBack) {
            moveRooms(hold.hotelId(), 1);
        }
        if (!next.equals(hold) && !created.contains(hold.reservationId())) {
            changed.add(hold.reservationId());
        }
        return put(next);
    }

    private void moveRooms(int hotelId, int change) {
        rooms.merge(hotelId, change, Integer::sum);
        roomChanges.merge(hotelId, change, Integer::sum);
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

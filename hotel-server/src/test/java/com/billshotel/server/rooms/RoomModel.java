package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The booking protocol as one would explain it: what generated histories are compared with. */
public final class RoomModel {
    /** Rooms left, by hotel. */
    public final Map<Integer, Integer> rooms = new TreeMap<>();

    /** What became of each reservation. */
    public final Map<Long, Outcome> outcomes = new TreeMap<>();

    private final Map<Long, Object[]> contents = new HashMap<>();

    /** What the request must be answered with. */
    public Outcome decide(RoomRequest request) {
        Object[] said = {request.hotelId(), request.userId(), request.reservedDatetime(), request.checkinDatetime()};
        Object[] known = contents.getOrDefault(request.reservationId(), new Object[4]);
        for (int i = 0; i < said.length; i++) {
            if (known[i] != null && said[i] != null && !Objects.equals(known[i], said[i])) {
                return Outcome.CONFLICT;
            }
            said[i] = known[i] == null ? said[i] : known[i];
        }
        if (!rooms.containsKey(request.hotelId())) {
            return Outcome.HOTEL_NOT_FOUND;
        }
        contents.put(request.reservationId(), said);
        Outcome before = outcomes.get(request.reservationId());
        Outcome outcome = before == null ? first(request) : again(before, request);
        outcomes.put(request.reservationId(), outcome);
        return outcome;
    }

    private Outcome first(RoomRequest request) {
        if (request.action() == Action.RELEASE) {
            return Outcome.RELEASED;
        }
        return rooms.get(request.hotelId()) > 0 ? take(request, 1, Outcome.HELD) : Outcome.REFUSED;
    }

    private Outcome again(Outcome before, RoomRequest request) {
        boolean givesBack = before == Outcome.HELD && request.action() == Action.RELEASE;
        return givesBack ? take(request, -1, Outcome.RELEASED) : before;
    }

    private Outcome take(RoomRequest request, int taken, Outcome outcome) {
        rooms.merge(request.hotelId(), -taken, Integer::sum);
        return outcome;
    }

    /** The answers to a batch. */
    public List<Outcome> decide(List<RoomRequest> batch) {
        return batch.stream().map(this::decide).toList();
    }
}

package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The booking protocol in its simplest form, with which random histories are compared. */
public final class RoomModel {
    /** Rooms left, by hotel. */
    public final Map<Integer, Integer> rooms = new TreeMap<>();

    /** The outcome of each reservation. */
    public final Map<Long, Outcome> outcomes = new TreeMap<>();

    private final Map<Long, Object[]> contents = new HashMap<>();

    /** The expected outcome of a request. */
    public Outcome decide(RoomRequest request) {
        Object[] given = {request.hotelId(), request.userId(), request.reservedDatetime(), request.checkinDatetime()};
        Object[] known = contents.getOrDefault(request.reservationId(), new Object[4]);
        for (int i = 0; i < given.length; i++) {
            if (known[i] != null && given[i] != null && !Objects.equals(known[i], given[i])) {
                return Outcome.CONFLICT;
            }
            given[i] = known[i] == null ? given[i] : known[i];
        }
        if (!rooms.containsKey(request.hotelId())) {
            return Outcome.HOTEL_NOT_FOUND;
        }
        contents.put(request.reservationId(), given);
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
        boolean releases = before == Outcome.HELD && request.action() == Action.RELEASE;
        return releases ? take(request, -1, Outcome.RELEASED) : before;
    }

    private Outcome take(RoomRequest request, int count, Outcome outcome) {
        rooms.merge(request.hotelId(), -count, Integer::sum);
        return outcome;
    }

    /** The expected outcomes of a batch. */
    public List<Outcome> decide(List<RoomRequest> batch) {
        return batch.stream().map(this::decide).toList();
    }
}

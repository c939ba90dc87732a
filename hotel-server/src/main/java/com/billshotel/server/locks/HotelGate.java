package com.billshotel.server.locks;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the calls that hold or wait for each hotel's lock, and admits only a few at a time. */
final class HotelGate {
    private final int maxCallsPerHotel;
    private final Map<Integer, Integer> calls = new HashMap<>();

    HotelGate(int maxCallsPerHotel) {
        this.maxCallsPerHotel = maxCallsPerHotel;
    }

    /**
     * Admits a call to all of these hotels, or to none.
     *
     * @param hotelIds without repetitions
     * @return the hotels that have no place left; empty if the call was admitted, which must then {@link #leave}
     */
    synchronized List<Integer> enter(Collection<Integer> hotelIds) {
        List<Integer> full = hotelIds.stream()
                .filter(id -> calls.getOrDefault(id, 0) >= maxCallsPerHotel)
                .toList();
        if (full.isEmpty()) {
            hotelIds.forEach(id -> calls.merge(id, 1, Integer::sum));
        }
        return full;
    }

    /** Frees the places of a call that was admitted to these hotels. */
    synchronized void leave(Collection<Integer> hotelIds) {
        hotelIds.forEach(id -> calls.computeIfPresent(id, (any, count) -> count == 1 ? null : count - 1));
    }
}

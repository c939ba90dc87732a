package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomChange.Origin;
import java.util.Optional;

/**
 * A locked hotel's counts, and those that this service last left there.
 *
 * @param count as they are now
 * @param roomsSeen the rooms when this service last changed the counts; null if it never knew them
 * @param decisionsSeen the decisions at that time; null if there was none
 */
record LockedHotel(int id, HotelCount count, Integer roomsSeen, Long decisionsSeen) {
    /**
     * This hotel, as if this service had left the counts as they are, if services of an earlier version have decided since it did.
     * They record nothing, so what they did and what SQL did cannot be told apart.
     */
    LockedHotel withDecisionsOfOthers() {
        boolean isCurrent = decisionsSeen == null ? count.decisions() == 0 : decisionsSeen == count.decisions();
        return isCurrent ? this : after(count);
    }

    /** What nobody has recorded, and so was done with SQL: the rooms with which a hotel begins, or a change of them since. */
    Optional<RoomChange> unrecorded() {
        return Optional.ofNullable(count.rooms()).flatMap(rooms -> change(rooms, Origin.SQL));
    }

    /** The change to this number of rooms; empty if they are the same, or if it is too late to know what the hotel began with. */
    Optional<RoomChange> change(int rooms, Origin origin) {
        if (roomsSeen == null) {
            return Optional.of(new RoomChange(id, RoomChange.BEGIN, rooms, origin))
                    .filter(begin -> count.decisions() == 0);
        }
        return roomsSeen == rooms
                ? Optional.empty()
                : Optional.of(new RoomChange(id, count.decisions() + 1, (long) rooms - roomsSeen, origin));
    }

    /** After this service has changed the counts. */
    LockedHotel after(HotelCount next) {
        return new LockedHotel(id, next, next.rooms() == null ? roomsSeen : next.rooms(), next.decisions());
    }
}

package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomChange.Origin;
import com.google.common.collect.ImmutableSortedSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of the hotels that a transaction has locked. Whatever administrators do to them is recorded with a number in the hotel's
 * sequence of decisions, so that at any time the available rooms are those that were set minus those that are held.
 */
public final class HotelRooms {
    private static final Logger log = LoggerFactory.getLogger(HotelRooms.class);

    private final Connection connection;
    private final Map<Integer, LockedHotel> stored;
    private final Map<Integer, LockedHotel> hotels;

    private HotelRooms(Connection connection, Map<Integer, LockedHotel> stored) {
        this.connection = connection;
        this.stored = stored;
        this.hotels = new HashMap<>(stored);
    }

    /** Locks hotels in ascending order, and records what SQL has changed. */
    static HotelRooms lock(Connection connection, SortedSet<Integer> hotelIds) throws SQLException {
        HotelRooms rooms = new HotelRooms(connection, new LockHotels(hotelIds).execute(connection));
        rooms.hotels.replaceAll((id, hotel) -> hotel.withDecisionsOfOthers());
        rooms.recordWhatSqlChanged();
        return rooms;
    }

    /**
     * Records the rooms with which a hotel begins.
     *
     * @param hotelId a hotel that this transaction has inserted
     */
    public static void begin(Connection connection, int hotelId) throws SQLException {
        LockedHotel hotel = new LockHotels(ImmutableSortedSet.of(hotelId))
                .execute(connection)
                .get(hotelId);
        new HotelRooms(connection, Map.of(hotelId, hotel))
                .set(hotelId, hotel.count().rooms());
    }

    /**
     * Sets a hotel's available rooms. The caller may hold its lock.
     *
     * @param hotelId a hotel that exists
     */
    public static void set(Connection connection, int hotelId, int available) throws SQLException {
        lock(connection, ImmutableSortedSet.of(hotelId)).set(hotelId, available);
    }

    /** The counts of the hotels that exist, by hotel id. */
    Map<Integer, HotelCount> counts() {
        Map<Integer, HotelCount> counts = new HashMap<>();
        hotels.forEach((id, hotel) -> counts.put(id, hotel.count()));
        return counts;
    }

    /** Writes the counts after a batch of decisions. */
    void write(Map<Integer, HotelCount> decided) throws SQLException {
        decided.forEach((id, count) -> hotels.computeIfPresent(id, (same, hotel) -> hotel.after(count)));
        new ChangeRooms(hotels.values().stream()
                        .filter(hotel -> !hotel.equals(stored.get(hotel.id())))
                        .toList())
                .execute(connection);
    }

    private void set(int hotelId, int available) throws SQLException {
        HotelCount count = hotels.get(hotelId).count();
        Optional<RoomChange> change = hotels.get(hotelId).change(available, Origin.API);
        if (change.isPresent()) {
            new InsertRoomChanges(List.of(change.get())).execute(connection);
            count = count.after(change.get(), available);
        }
        // Also without a change: SQL may have set them to NULL.
        write(Map.of(hotelId, new HotelCount(available, count.decisions())));
    }

    private void recordWhatSqlChanged() throws SQLException {
        List<RoomChange> changes = new ArrayList<>();
        hotels.replaceAll((id, hotel) -> hotel.unrecorded()
                .map(change -> {
                    changes.add(change);
                    return hotel.after(hotel.count().after(change, hotel.count().rooms()));
                })
                .orElse(hotel));
        if (!changes.isEmpty()) {
            new InsertRoomChanges(changes).execute(connection);
            changes.stream()
                    .filter(change -> change.seq() != RoomChange.BEGIN)
                    .forEach(change -> log.info(
                            "rooms of hotel {} changed by {} with SQL: recorded as number {} of its decisions",
                            change.hotelId(),
                            change.rooms(),
                            change.seq()));
        }
    }
}

package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomChange.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
        rooms.recordWhatSqlChanged();
        return rooms;
    }

    /**
     * Records the rooms with which a hotel begins.
     *
     * @param hotelId a hotel that this transaction has inserted
     */
    public static void begin(Connection connection, int hotelId) throws SQLException {
        LockedHotel hotel = new LockHotels(single(hotelId)).execute(connection).get(hotelId);
        new HotelRooms(connection, Map.of(hotelId, hotel))
                .set(hotelId, hotel.count().rooms());
    }

    /**
     * Sets a hotel's available rooms. The caller may hold its lock.
     *
     * @param hotelId a hotel that exists
     */
    public static void set(Connection connection, int hotelId, int available) throws SQLException {
        lock(connection, single(hotelId)).set(hotelId, available);
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
        LockedHotel hotel = hotels.get(hotelId);
        Optional<RoomChange> change = hotel.change(available, Origin.API);
        if (change.isPresent()) {
            new InsertRoomChanges(List.of(change.get())).execute(connection);
        }
        write(Map.of(hotelId, hotel.count().withRooms(available, change)));
    }

    private void recordWhatSqlChanged() throws SQLException {
        List<RoomChange> changes = new ArrayList<>();
        stored.forEach((id, hotel) -> hotel.unrecorded().ifPresent(change -> {
            changes.add(change);
            hotels.put(id, hotel.after(hotel.count().withRooms(hotel.count().rooms(), Optional.of(change))));
        }));
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

    private static SortedSet<Integer> single(int hotelId) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(hotelId)));
    }
}

package com.billshotel.server.catalog;

import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import com.billshotel.server.locks.HotelLocks;
import com.billshotel.server.rooms.HotelRooms;
import com.google.common.util.concurrent.MoreExecutors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Creates, reads and updates hotels. */
public final class HotelCatalog implements AutoCloseable {
    /** The tables that the catalog needs; see {@link MysqlPool#open}. */
    public static final List<Table> TABLES = List.of(
            Table.of("hotels", "id", "name", "price_pernight", "rooms_available", "decisions"),
            Table.of("hotel_details", "hotel_id", "location", "facilities"),
            Table.of("room_holds", "reservation_id", "hotel_id", "state"));

    /** For the query of reads that nobody waits for any more. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final HotelLocks locks;

    /** Of their own: calls that change hotels may all be waiting for locks, and reads need none. */
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "hotel-reads"));

    private final SharedHotelReads reads;

    public HotelCatalog(MysqlPool mysql, HotelLocks locks) {
        this.locks = locks;
        this.reads = new SharedHotelReads(mysql, reader);
    }

    /**
     * Reads a hotel; the result includes everything committed before the call.
     *
     * <p>The stage fails with a {@link CatalogException} if the hotel does not exist or its data is invalid, a
     * {@link RejectedExecutionException} if too many reads are waiting, or an {@link SQLException}.
     */
    public CompletionStage<HotelInfo> get(int id) {
        return reads.get(id);
    }

    /**
     * Creates a hotel under its id. If it already exists exactly as requested, apart from rooms booked since, this call
     * repeats one whose answer was lost, and succeeds as well.
     *
     * @return the hotel as it is now
     * @throws CatalogException if the id already exists with other content
     */
    public HotelInfo create(HotelInfo hotel) throws SQLException {
        try {
            return locks.inTransaction(List.of(hotel.id()), connection -> {
                new InsertHotel(hotel).execute(connection);
                new UpsertDetails(hotel).execute(connection);
                HotelRooms.begin(connection, hotel.id());
                return hotel;
            });
        } catch (SQLException failure) {
            if (MysqlFault.of(failure) != MysqlFault.DUPLICATE_KEY) {
                throw failure;
            }
        }
        return locks.inTransaction(List.of(hotel.id()), connection -> createdEarlier(connection, hotel));
    }

    private static HotelInfo createdEarlier(Connection connection, HotelInfo requested) throws SQLException {
        HotelRow row = lock(connection, requested.id());
        if (row != null) {
            HotelInfo now = row.toHotel();
            OptionalInt held = new CountHeldRooms(now.id()).execute(connection);
            if (held.isPresent()
                    && now.withRooms(now.roomsAvailable() + held.getAsInt()).equals(requested)) {
                return now;
            }
        }
        throw CatalogException.alreadyExists(requested.id());
    }

    /**
     * Updates a hotel under the lock that bookings also take, so it never overwrites the room count of a booking in
     * flight. If the hotel already is as requested, the etag may be stale: this call may repeat one whose answer was lost.
     *
     * @return the updated hotel
     * @throws CatalogException if the hotel does not exist, its etag differs from the one given, or fields that stay
     *     unchanged have no valid value
     */
    public HotelInfo update(HotelChange change) throws SQLException {
        return locks.inTransaction(List.of(change.id()), connection -> update(connection, change));
    }

    private static HotelInfo update(Connection connection, HotelChange change) throws SQLException {
        HotelRow row = lock(connection, change.id());
        if (row == null) {
            throw CatalogException.notFound(change.id());
        }
        HotelInfo after = change.appliedTo(row);
        if (change.etag().isPresent()) {
            HotelInfo before = row.toHotel();
            if (after.equals(before)) {
                return before;
            } else if (!change.etag().get().equals(before.etag())) {
                throw CatalogException.stale(before);
            }
        }
        new UpdateHotelRow(after).execute(connection);
        new UpsertDetails(after).execute(connection);
        HotelRooms.set(connection, after.id(), after.roomsAvailable());
        return after;
    }

    /** Locks the hotel until the transaction ends; null if it does not exist. */
    private static HotelRow lock(Connection connection, int id) throws SQLException {
        return new SelectHotels(List.of(id)).forUpdate().execute(connection).get(id);
    }

    @Override
    public void close() {
        MoreExecutors.shutdownAndAwaitTermination(reader, CLOSE_TIMEOUT);
    }
}

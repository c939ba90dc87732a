package com.billshotel.server.catalog;

import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Creates, reads and updates hotels. */
public final class HotelCatalog {
    /** The tables that the catalog needs; see {@link MysqlPool#open}. */
    public static final List<Table> TABLES = List.of(
            Table.of("hotels", "id", "name", "price_pernight", "rooms_available"),
            Table.of("hotel_details", "hotel_id", "location", "facilities"));

    private final MysqlPool mysql;
    private final SharedHotelReads reads;

    /** @param readers runs the shared reads, which block; if it rejects one, the reads waiting for it fail */
    public HotelCatalog(MysqlPool mysql, Executor readers) {
        this.mysql = mysql;
        this.reads = new SharedHotelReads(mysql, readers);
    }

    /**
     * Reads a hotel; the result includes everything committed before the call.
     *
     * <p>The stage fails with a {@link CatalogException} if the hotel does not exist, a
     * {@link RejectedExecutionException} if too many reads are waiting, or an {@link SQLException}.
     */
    public CompletionStage<HotelInfo> get(int id) {
        return reads.get(id);
    }

    /**
     * Creates a hotel under its id.
     *
     * @throws CatalogException if the id already exists
     */
    public HotelInfo create(HotelInfo hotel) throws SQLException, CatalogException {
        try {
            return mysql.inTransaction(connection -> {
                new InsertHotel(hotel).execute(connection);
                new UpsertDetails(hotel).execute(connection);
                return hotel;
            });
        } catch (SQLException failure) {
            if (MysqlFault.of(failure) == MysqlFault.DUPLICATE_KEY) {
                throw CatalogException.alreadyExists(hotel.id());
            }
            throw failure;
        }
    }

    /**
     * Updates a hotel under the lock that bookings also take, so it never overwrites the room count of a booking in
     * flight.
     *
     * @return the updated hotel
     * @throws CatalogException if the hotel does not exist, or its etag differs from the one given
     */
    public HotelInfo update(HotelChange change) throws SQLException, CatalogException {
        Optional<HotelInfo> before = mysql.inTransaction(connection -> update(connection, change));
        HotelInfo hotel = before.orElseThrow(() -> CatalogException.notFound(change.id()));
        if (isStale(change, hotel)) {
            throw CatalogException.stale(hotel);
        }
        return change.appliedTo(hotel);
    }

    /** Returns the hotel as it was before the update; changes nothing if the etag is stale. */
    private static Optional<HotelInfo> update(Connection connection, HotelChange change) throws SQLException {
        Optional<HotelInfo> before = Optional.ofNullable(new SelectHotels(List.of(change.id()))
                .forUpdate()
                .execute(connection)
                .get(change.id()));
        if (before.isPresent() && !isStale(change, before.get())) {
            HotelInfo after = change.appliedTo(before.get());
            new UpdateHotelRow(after).execute(connection);
            new UpsertDetails(after).execute(connection);
        }
        return before;
    }

    private static boolean isStale(HotelChange change, HotelInfo hotel) {
        return change.etag().isPresent() && !change.etag().get().equals(hotel.etag());
    }
}

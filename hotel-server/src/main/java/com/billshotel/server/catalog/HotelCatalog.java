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

/** The hotels: what they are called, where they are, what they offer and cost. */
public final class HotelCatalog {
    /** What must be there; see {@link MysqlPool#open}. */
    public static final List<Table> TABLES = List.of(
            Table.of("hotels", "id", "name", "price_pernight", "rooms_available"),
            Table.of("hotel_details", "hotel_id", "location", "facilities"));

    private final MysqlPool mysql;
    private final SharedHotelReads reads;

    /** @param threads for reads, which callers share; may refuse, which is then the answer */
    public HotelCatalog(MysqlPool mysql, Executor threads) {
        this.mysql = mysql;
        this.reads = new SharedHotelReads(mysql, threads);
    }

    /** The hotel as it is by now, or a {@link CatalogException} if there is no such hotel. */
    public CompletionStage<HotelInfo> get(int id) {
        return reads.get(id);
    }

    /** @throws CatalogException if the id is taken */
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
     * Changes a hotel under the lock that bookings take too, so its rooms are never set on top of a booking in flight.
     *
     * @throws CatalogException if there is no such hotel, or its etag is another by now
     */
    public HotelInfo update(HotelChange change) throws SQLException, CatalogException {
        Optional<HotelInfo> before = mysql.inTransaction(connection -> update(connection, change));
        HotelInfo hotel = before.orElseThrow(() -> CatalogException.notFound(change.id()));
        if (isStale(change, hotel)) {
            throw CatalogException.stale(hotel);
        }
        return change.appliedTo(hotel);
    }

    /** Returns the hotel as it was before; changes nothing if the etag is stale. */
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

package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A database with our tables and a server on it, shared by all tests of one backend; each test uses new ids. */
final class HotelSystem implements AutoCloseable {
    private final MysqlBackend backend;
    private final TestDatabase database;
    private final TestServer server;
    private final AtomicInteger hotelIds = new AtomicInteger(1_000);
    private final AtomicLong reservationIds = new AtomicLong(1_000_000);

    private HotelSystem(MysqlBackend backend, TestDatabase database, TestServer server) {
        this.backend = backend;
        this.database = database;
        this.server = server;
    }

    static HotelSystem start(MysqlBackend backend) throws Exception {
        TestDatabase database = backend.freshDatabase();
        try {
            Sql.on(database).applyFile("init.sql");
            return new HotelSystem(backend, database, TestServer.serving(database));
        } catch (Exception | Error failure) {
            database.close();
            throw failure;
        }
    }

    MysqlBackend backend() {
        return backend;
    }

    TestDatabase database() {
        return database;
    }

    TestServer server() {
        return server;
    }

    HotelServiceBlockingStub hotels() {
        return server.hotels();
    }

    Sql sql() {
        return Sql.on(database);
    }

    /** An unused hotel id. */
    int newHotelId() {
        return hotelIds.incrementAndGet();
    }

    long newReservationId() {
        return reservationIds.incrementAndGet();
    }

    /** Inserts a hotel with SQL and returns its id. */
    int hotelWithRooms(int rooms) throws SQLException {
        int id = newHotelId();
        sql().execute("INSERT INTO hotels VALUES(" + id + ", 'myhotel', 10000, " + rooms + ")");
        return id;
    }

    int rooms(int hotelId) throws SQLException {
        return Integer.parseInt(sql().rows("SELECT rooms_available FROM hotels WHERE id = " + hotelId)
                .get(0));
    }

    /** The stored hold of a reservation: hotel, state, user, reserved, check-in; empty if there is none. */
    String hold(long reservationId) throws SQLException {
        return String.join(
                "; ",
                sql().rows("SELECT hotel_id, state, user_id, reserved_datetime, checkin_datetime FROM room_holds"
                        + " WHERE reservation_id = " + reservationId));
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}

package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The worker's tables in MySQL. Stores each batch in one transaction of at most three statements. */
public final class ReservationTables implements OutcomeSink {
    /** The tables and columns that must exist; see {@link MysqlPool#open}. */
    public static final List<Table> TABLES = List.of(
            Table.of(
                            "reserve_hotel",
                            "id",
                            "iscancel",
                            "hotelid",
                            "userid",
                            "reserved_unix_datetime",
                            "checkin_unix_datetime",
                            "forgotten")
                    .withLongs("id", "userid", "reserved_unix_datetime", "checkin_unix_datetime")
                    .withReferenceTo("room_holds"),
            Table.of(
                            "rejections",
                            "reservation_id",
                            "hotel_id",
                            "user_id",
                            "reserved_datetime",
                            "checkin_datetime",
                            "reason",
                            "forgotten")
                    .withLongs("reservation_id", "user_id", "reserved_datetime", "checkin_datetime")
                    .withReferenceTo("room_holds"),
            Table.of("dead_letters", "message_id", "reason", "detail", "payload", "attributes", "published_at"));

    private final MysqlPool pool;
    private final Predicate<Outcome> deadLettersToStore;

    /**
     * Does no I/O.
     *
     * @param deadLettersToStore false for a dead letter that another sink stores
     */
    public ReservationTables(MysqlPool pool, Predicate<Outcome> deadLettersToStore) {
        this.pool = pool;
        this.deadLettersToStore = deadLettersToStore;
    }

    @Override
    public void store(List<Outcome> outcomes) throws DependencyException {
        List<BatchInsert> inserts = inserts(outcomes);
        if (inserts.isEmpty()) {
            return;
        }
        try {
            pool.inTransaction(connection -> execute(inserts, connection));
        } catch (SQLException failure) {
            throw new DependencyException(
                    pool.name(), "MySQL cannot run " + inserts + ": " + failure.getMessage(), failure);
        }
    }

    private List<BatchInsert> inserts(List<Outcome> outcomes) {
        List<BatchInsert> inserts = new ArrayList<>();
        inserts.add(new UpsertReservations(outcomes));
        inserts.add(new UpsertRejections(outcomes));
        inserts.add(new InsertDeadLetters(outcomes, deadLettersToStore));
        inserts.removeIf(BatchInsert::isEmpty);
        return inserts;
    }

    private static Void execute(List<BatchInsert> inserts, Connection connection) throws SQLException {
        for (BatchInsert insert : inserts) {
            insert.insert(connection);
        }
        return null;
    }
}

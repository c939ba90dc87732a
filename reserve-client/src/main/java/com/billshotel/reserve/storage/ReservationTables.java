package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.reserve.booking.UnavailableException;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The worker's tables in MySQL. Each batch is one transaction of at most three statements. */
public final class ReservationTables implements OutcomeSink {
    /** What must be there; see {@link MysqlPool#open}. */
    public static final List<Table> TABLES = List.of(
            Table.of(
                    "reserve_hotel",
                    "id",
                    "iscancel",
                    "hotelid",
                    "userid",
                    "reserved_unix_datetime",
                    "checkin_unix_datetime"),
            Table.of(
                    "rejections",
                    "reservation_id",
                    "hotel_id",
                    "user_id",
                    "reserved_datetime",
                    "checkin_datetime",
                    "reason"),
            Table.of("dead_letters", "message_id", "reason", "detail", "payload", "attributes", "published_at"));

    private final MysqlPool pool;
    private final boolean keepsDeadLetters;

    /**
     * Does no I/O.
     *
     * @param keepsDeadLetters false if another sink does
     */
    public ReservationTables(MysqlPool pool, boolean keepsDeadLetters) {
        this.pool = pool;
        this.keepsDeadLetters = keepsDeadLetters;
    }

    @Override
    public void store(List<Outcome> outcomes) throws SQLException, UnavailableException {
        List<BatchInsert> inserts = inserts(outcomes);
        if (inserts.isEmpty()) {
            return;
        }
        try {
            pool.inTransaction(connection -> execute(inserts, connection));
        } catch (SQLException failure) {
            if (MysqlFault.of(failure) == MysqlFault.UNEXPECTED) {
                throw new SQLException("MySQL refuses " + inserts + ": " + failure.getMessage(), failure);
            }
            throw new UnavailableException("MySQL is not up to " + inserts + ": " + failure.getMessage(), failure);
        }
    }

    private List<BatchInsert> inserts(List<Outcome> outcomes) {
        List<BatchInsert> inserts = new ArrayList<>();
        inserts.add(new UpsertReservations(outcomes));
        inserts.add(new UpsertRejections(outcomes));
        if (keepsDeadLetters) {
            inserts.add(new InsertDeadLetters(outcomes));
        }
        inserts.removeIf(BatchInsert::isEmpty);
        return inserts;
    }

    private static Void execute(List<BatchInsert> inserts, Connection connection) throws SQLException {
        for (BatchInsert insert : inserts) {
            insert.execute(connection);
        }
        return null;
    }
}

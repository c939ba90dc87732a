package com.billshotel.server.rooms;

import com.billshotel.runtime.mysql.MultiRowInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * Inserts the holds that a batch created, in one statement sorted by reservation id.
 *
 * <p>Deliberately a plain INSERT: if a concurrent batch stored the same id under another hotel's lock, it fails with a
 * duplicate key, the client repeats the batch, and the repeat sees the conflict.
 */
final class InsertHolds {
    static final String SQL =
            """
            INSERT INTO room_holds (reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime,
              decided_seq, released_seq)
            VALUES %s""";

    private final List<Hold> holds;

    InsertHolds(List<Hold> holds) {
        this.holds = holds;
    }

    void execute(Connection connection) throws SQLException {
        writeAll(connection, SQL, holds);
    }

    @Override
    public String toString() {
        return "InsertHolds[" + holds.size() + "]";
    }

    static void writeAll(Connection connection, String sql, List<Hold> holds) throws SQLException {
        MultiRowInsert insert = new MultiRowInsert(sql);
        holds.stream().sorted(Comparator.comparingLong(Hold::reservationId)).forEach(hold -> add(hold, insert));
        insert.execute(connection);
    }

    private static void add(Hold hold, MultiRowInsert insert) {
        insert.row()
                .add(hold.reservationId())
                .add(hold.hotelId())
                .add(hold.outcome())
                .add(hold.userId())
                .add(hold.reservedDatetime())
                .add(hold.checkinDatetime())
                .add(hold.decidedSeq())
                .add(hold.releasedSeq());
    }
}

package com.billshotel.server.rooms;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;

/**
 * Stores the holds that a batch made, in one statement sorted by reservation id.
 *
 * <p>Deliberately a plain INSERT: should the same id have come in meanwhile under another hotel's lock, it fails as a
 * duplicate, the batch starts over, and then sees the conflict.
 */
final class InsertHolds {
    static final String COLUMNS =
            "(reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime, decided_seq, released_seq)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private final List<Hold> holds;

    InsertHolds(List<Hold> holds) {
        this.holds = holds;
    }

    void execute(Connection connection) throws SQLException {
        writeAll(connection, "INSERT INTO room_holds " + COLUMNS, holds);
    }

    @Override
    public String toString() {
        return "InsertHolds[" + holds.size() + "]";
    }

    static void writeAll(Connection connection, String sql, List<Hold> holds) throws SQLException {
        if (holds.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Hold hold : holds.stream()
                    .sorted(Comparator.comparingLong(Hold::reservationId))
                    .toList()) {
                bind(statement, hold);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Hold hold) throws SQLException {
        statement.setLong(1, hold.reservationId());
        statement.setInt(2, hold.hotelId());
        statement.setString(3, hold.state().name());
        statement.setObject(4, hold.userId(), Types.BIGINT);
        statement.setObject(5, hold.reservedDatetime(), Types.BIGINT);
        statement.setObject(6, hold.checkinDatetime(), Types.BIGINT);
        statement.setLong(7, hold.decidedSeq());
        statement.setObject(8, hold.releasedSeq(), Types.BIGINT);
    }
}

package com.billshotel.server.rooms;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Updates the existing holds that a batch changed, in one statement sorted by reservation id. Every row exists and
 * belongs to a hotel that this transaction has locked, so the INSERT never inserts: INSERT ... ON DUPLICATE KEY UPDATE
 * serves as an UPDATE that sets many rows to different values. A user that was forgotten since the hold was read stays so.
 */
final class UpdateHolds {
    private static final String SQL = InsertHolds.SQL
            + """

            ON DUPLICATE KEY UPDATE
              state = VALUES(state),
              user_id = IF(forgotten, NULL, VALUES(user_id)),
              reserved_datetime = VALUES(reserved_datetime),
              checkin_datetime = VALUES(checkin_datetime),
              released_seq = VALUES(released_seq)""";

    private final List<Hold> holds;

    UpdateHolds(List<Hold> holds) {
        this.holds = holds;
    }

    void execute(Connection connection) throws SQLException {
        InsertHolds.writeAll(connection, SQL, holds);
    }

    @Override
    public String toString() {
        return "UpdateHolds[" + holds.size() + "]";
    }
}

package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.Verdict;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Which dead letters are meant.
 *
 * @param reason null: any
 * @param replayed whether those are meant too that have been replayed
 */
record Filter(Verdict reason, boolean replayed) {
    /** A condition with one or no parameter. */
    String sql() {
        return (replayed ? "TRUE" : "replayed_at IS NULL") + (reason == null ? "" : " AND reason = ?");
    }

    /** Sets the parameter, if there is one, and returns the index of the next. */
    int bind(PreparedStatement statement) throws SQLException {
        if (reason == null) {
            return 1;
        }
        statement.setString(1, reason.reason());
        return 2;
    }
}

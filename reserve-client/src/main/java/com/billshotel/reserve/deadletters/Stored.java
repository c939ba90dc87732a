package com.billshotel.reserve.deadletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Where a dead letter is in the order of arrival, and how large. */
record Stored(LocalDateTime storedAt, String messageId, int bytes) {
    static final String COLUMNS = "stored_at, message_id, LENGTH(payload)";

    /** Before all that there are. */
    static final Stored NONE = new Stored(LocalDateTime.of(1970, 1, 1, 0, 0), "", 0);

    static List<Stored> list(ResultSet rows) throws SQLException {
        List<Stored> list = new ArrayList<>();
        while (rows.next()) {
            list.add(new Stored(rows.getObject(1, LocalDateTime.class), rows.getString(2), rows.getInt(3)));
        }
        return list;
    }
}

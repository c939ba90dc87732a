package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.runtime.mysql.MultiRowInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes the batch's rejected bookings and their cancellations. A stored row's reason and rejected_at never change, and a forgotten
 * user stays NULL.
 */
final class UpsertRejections extends BatchInsert {
    private static final String SQL =
            """
            INSERT INTO rejections (reservation_id, hotel_id, user_id, reserved_datetime, checkin_datetime, reason)
            VALUES %s
            ON DUPLICATE KEY UPDATE
              user_id = IF(forgotten, NULL, COALESCE(user_id, VALUES(user_id))),
              reserved_datetime = COALESCE(reserved_datetime, VALUES(reserved_datetime)),
              checkin_datetime = COALESCE(checkin_datetime, VALUES(checkin_datetime))""";

    UpsertRejections(List<Outcome> outcomes) {
        super(inLockOrder(outcomes, Verdict.Kind.REJECTED));
    }

    @Override
    void insert(Connection connection) throws SQLException {
        MultiRowInsert insert = new MultiRowInsert(SQL);
        for (Outcome row : rows) {
            insert.row()
                    .add(row.message().id())
                    .add(row.message().hotelId())
                    .add(row.message().userId())
                    .add(row.message().reservedAt())
                    .add(row.message().checkinAt())
                    .add(row.verdict());
        }
        insert.execute(connection);
    }
}

package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.runtime.crash.CrashPoint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes the bookings of a batch that found no room, and the cancellations of such; the first reason and time stay. */
final class UpsertRejections extends BatchInsert {
    UpsertRejections(List<Outcome> outcomes) {
        super(
                CrashPoint.WORKER_REJECTIONS_WRITTEN,
                """
                INSERT INTO rejections (reservation_id, hotel_id, user_id, reserved_datetime, checkin_datetime, reason)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                  user_id = COALESCE(user_id, VALUES(user_id)),
                  reserved_datetime = COALESCE(reserved_datetime, VALUES(reserved_datetime)),
                  checkin_datetime = COALESCE(checkin_datetime, VALUES(checkin_datetime))""",
                inLockOrder(outcomes, Verdict.Kind.REJECTED));
    }

    @Override
    void bind(PreparedStatement insert, Outcome outcome) throws SQLException {
        insert.setLong(1, outcome.message().id());
        insert.setInt(2, outcome.message().hotelId());
        setNullable(insert, 3, outcome.message().userId());
        setNullable(insert, 4, outcome.message().reservedAt());
        setNullable(insert, 5, outcome.message().checkinAt());
        insert.setString(6, outcome.verdict().reason());
    }
}

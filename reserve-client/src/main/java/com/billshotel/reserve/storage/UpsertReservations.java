package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.runtime.crash.CrashPoint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes the reservations of a batch. The flag only rises and what is known stays, so any order and any number of repeats
 * end in the same rows. VALUES() and not a row alias, for MariaDB has no such alias.
 */
final class UpsertReservations extends BatchInsert {
    UpsertReservations(List<Outcome> outcomes) {
        super(
                CrashPoint.WORKER_RESERVATIONS_WRITTEN,
                """
                INSERT INTO reserve_hotel (id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                  iscancel = GREATEST(iscancel, VALUES(iscancel)),
                  userid = COALESCE(userid, VALUES(userid)),
                  reserved_unix_datetime = COALESCE(reserved_unix_datetime, VALUES(reserved_unix_datetime)),
                  checkin_unix_datetime = COALESCE(checkin_unix_datetime, VALUES(checkin_unix_datetime))""",
                inLockOrder(outcomes, Verdict.Kind.CONFIRMED, Verdict.Kind.CANCELLED));
    }

    @Override
    void bind(PreparedStatement insert, Outcome outcome) throws SQLException {
        insert.setLong(1, outcome.message().id());
        insert.setBoolean(2, outcome.verdict() == Verdict.CANCELLED);
        insert.setInt(3, outcome.message().hotelId());
        setNullable(insert, 4, outcome.message().userId());
        setNullable(insert, 5, outcome.message().reservedAt());
        setNullable(insert, 6, outcome.message().checkinAt());
    }
}

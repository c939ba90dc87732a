package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.runtime.mysql.MultiRowInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes the batch's reservations. {@code iscancel} only rises and non-null values never change, so any order and any number of
 * repeats end in the same rows. A forgotten user stays NULL. Uses VALUES() because MariaDB has no row alias.
 */
final class UpsertReservations extends BatchInsert {
    private static final String SQL =
            """
            INSERT INTO reserve_hotel (id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime)
            VALUES %s
            ON DUPLICATE KEY UPDATE
              iscancel = GREATEST(iscancel, VALUES(iscancel)),
              userid = IF(forgotten, NULL, COALESCE(userid, VALUES(userid))),
              reserved_unix_datetime = COALESCE(reserved_unix_datetime, VALUES(reserved_unix_datetime)),
              checkin_unix_datetime = COALESCE(checkin_unix_datetime, VALUES(checkin_unix_datetime))""";

    UpsertReservations(List<Outcome> outcomes) {
        super(inLockOrder(outcomes, Verdict.Kind.CONFIRMED, Verdict.Kind.CANCELLED));
    }

    @Override
    void insert(Connection connection) throws SQLException {
        MultiRowInsert insert = new MultiRowInsert(SQL);
        for (Outcome row : rows) {
            insert.row()
                    .add(row.message().id())
                    .add(row.verdict() == Verdict.CANCELLED)
                    .add(row.message().hotelId())
                    .add(row.message().userId())
                    .add(row.message().reservedAt())
                    .add(row.message().checkinAt());
        }
        insert.execute(connection);
    }
}

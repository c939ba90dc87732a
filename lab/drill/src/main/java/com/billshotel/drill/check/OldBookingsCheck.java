package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.drill.traffic.OldBookings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Counts the bookings that were in the tables before the first message: each must still hold its room, and there must be no others.
 * {@code sql/audit.sql} compares their reservations with their holds.
 */
final class OldBookingsCheck {
    private static final String COUNTS =
            """
            SELECT 'holds', COUNT(*) FROM room_holds WHERE reservation_id >= %1$d
            UNION ALL SELECT 'held rooms', COUNT(*) FROM room_holds WHERE hotel_id >= %2$d AND state = 'HELD'
            UNION ALL SELECT 'decisions', COALESCE(SUM(decisions), 0) FROM hotels WHERE id >= %2$d
            UNION ALL SELECT 'unavailable rooms', COALESCE(SUM(%3$d - rooms_available), 0) FROM hotels WHERE id >= %2$d"""
                    .formatted(OldBookings.FIRST_RESERVATION, OldBookings.FIRST_HOTEL, OldBookings.ROOMS);

    private OldBookingsCheck() {}

    static void run(Connection connection, OldBookings expected, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(COUNTS)) {
            while (counts.next()) {
                long found = counts.getLong(2);
                if (found != expected.count()) {
                    findings.add(
                            found < expected.count() ? Kind.LOST : Kind.DOUBLED,
                            null,
                            "%d bookings were there before the first message, and now there are %d %s",
                            expected.count(),
                            found,
                            counts.getString(1));
                }
            }
        }
    }
}

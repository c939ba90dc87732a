package com.billshotel.bench;

import com.billshotel.local.parts.Numbers;
import java.sql.SQLException;

/** Fills the tables with the rows that bookings of long ago leave behind; one in a hundred was cancelled. */
final class LargeTables {
    static final int HOTELS = 100;

    /** Greater than the id of any row inserted here. */
    static final long FIRST_NEW_ID = 1_000_000_000L;

    /** Rows per statement; each hotel gets so many that its last one is cancelled. */
    private static final int STEP = Numbers.COUNT;

    private static final int BOOKINGS = STEP / HOTELS;
    private static final int BOOKINGS_PER_CANCELLATION = 100;
    private static final int CANCELLATIONS = BOOKINGS / BOOKINGS_PER_CANCELLATION;

    /** The ids of a step; n numbers the bookings of each hotel. */
    private static final String IDS = "SELECT %1$d + n AS id, n MOD " + HOTELS + " AS hotel, n DIV " + HOTELS
            + " AS n FROM " + Numbers.ROWS + " step";

    private static final String HOLDS =
            """
            INSERT INTO room_holds (reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime, decided_seq,
              released_seq, changed_at)
            SELECT i.id, i.hotel, IF(i.n %% %2$d = %2$d - 1, 'RELEASED', 'HELD'), 12345, 1700000000, 1700604800,
              h.decisions + i.n + i.n DIV %2$d + 1, IF(i.n %% %2$d = %2$d - 1, h.decisions + i.n + i.n DIV %2$d + 2, NULL),
              '2024-01-01'
            FROM (%3$s) AS i JOIN hotels h ON h.id = i.hotel ORDER BY i.id""";

    private static final String RESERVATIONS =
            """
            INSERT INTO reserve_hotel (id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime, changed_at)
            SELECT reservation_id, state = 'RELEASED', hotel_id, user_id, reserved_datetime, checkin_datetime, changed_at
            FROM room_holds WHERE reservation_id BETWEEN %1$d AND %1$d + %2$d - 1""";

    private static final String SEQUENCES =
            """
            UPDATE hotels SET rooms_available = rooms_available - %d, rooms_seen = rooms_available, decisions = decisions + %d,
              decisions_seen = decisions""";

    private final BenchDatabase database;
    private final Progress progress;
    private int rows;

    LargeTables(BenchDatabase database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    /** Adds rows until there are so many. */
    void fill(int goal) throws SQLException {
        while (rows < goal) {
            database.execute(
                    String.format(HOLDS, rows, BOOKINGS_PER_CANCELLATION, String.format(IDS, rows)),
                    String.format(RESERVATIONS, rows, STEP),
                    String.format(SEQUENCES, BOOKINGS - CANCELLATIONS, BOOKINGS + CANCELLATIONS));
            rows += STEP;
            if (rows % (10 * STEP) == 0) {
                progress.say("inserted %,d rows", rows);
            }
        }
    }

    /** Of those inserted, the ones that were cancelled. */
    long cancelled() {
        return rows / BOOKINGS_PER_CANCELLATION;
    }
}

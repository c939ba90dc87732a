package com.billshotel.server.retention;

import com.billshotel.runtime.mysql.Table;
import com.billshotel.runtime.retention.ForgetCommand;
import com.billshotel.runtime.retention.PurgeCommand;
import com.billshotel.runtime.retention.Sweep;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands that delete holds, and erase users from them. */
public final class HoldRetention {
    private static final String TABLE = "room_holds";
    private static final String KEY = "reservation_id";
    private static final List<Table> TABLES = List.of(
            Table.of(TABLE, KEY, "state", "user_id", "changed_at", "forgotten"),
            Table.of("purged_decisions", "hotel_id", "numbers", "total"));

    /** Keeps what sql/audit.sql needs to know about the numbers of the holds that go. */
    private static final String COUNT =
            """
            INSERT INTO purged_decisions (hotel_id, numbers, total)
            SELECT hotel_id, %1$d * (COUNT(NULLIF(decided_seq, 0)) + COUNT(released_seq)),
              %1$d * (SUM(decided_seq) + SUM(COALESCE(released_seq, 0)))
            FROM room_holds FORCE INDEX (PRIMARY) %2$s GROUP BY hotel_id ORDER BY hotel_id
            ON DUPLICATE KEY UPDATE numbers = numbers + VALUES(numbers), total = total + VALUES(total)""";

    private HoldRetention() {}

    /** @param environment the settings, as {@link System#getenv()} returns them */
    public static CommandLine purge(Map<String, String> environment) {
        return PurgeCommand.in(
                environment,
                "Deletes the holds of cancelled and refused reservations that are older than the bound (table room_holds). A hold that has"
                        + " a room stays, however old, and so does one that reserve_hotel or rejections refer to: run reserve-client purge"
                        + " first.",
                TABLES,
                cutoff -> List.of(Sweep.delete(
                                TABLE, KEY, "state IN ('RELEASED', 'REFUSED') AND changed_at < " + cutoff.literal())
                        .counted(COUNT)));
    }

    /** @param environment the settings, as {@link System#getenv()} returns them */
    public static CommandLine forget(Map<String, String> environment) {
        return ForgetCommand.in(
                environment,
                "Erases a user from the holds (table room_holds): the user's id becomes NULL for good, also when a message is redelivered.",
                TABLES,
                user -> List.of(Sweep.forget(TABLE, KEY, "user_id", user)));
    }
}

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
    private static final List<Table> TABLES =
            List.of(Table.of(TABLE, KEY, "state", "user_id", "changed_at", "forgotten"));

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
                        TABLE, KEY, "state IN ('RELEASED', 'REFUSED') AND changed_at < " + cutoff.literal())));
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

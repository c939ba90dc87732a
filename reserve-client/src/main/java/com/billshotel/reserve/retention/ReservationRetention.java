package com.billshotel.reserve.retention;

import com.billshotel.runtime.mysql.Table;
import com.billshotel.runtime.retention.Cutoff;
import com.billshotel.runtime.retention.ForgetCommand;
import com.billshotel.runtime.retention.PurgeCommand;
import com.billshotel.runtime.retention.Sweep;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands that delete reservations, rejections and dead letters, and erase users from them. */
public final class ReservationRetention {
    private static final String RESERVATIONS = "reserve_hotel";
    private static final String REJECTIONS = "rejections";
    private static final String DEAD_LETTERS = "dead_letters";
    private static final List<Table> TABLES = List.of(
            Table.of(RESERVATIONS, "id", "iscancel", "userid", "changed_at", "forgotten"),
            Table.of(REJECTIONS, "reservation_id", "user_id", "changed_at", "forgotten"),
            Table.of(DEAD_LETTERS, "message_id", "payload", "replayed_at"));

    private ReservationRetention() {}

    /** @param environment the settings, as {@link System#getenv()} returns them */
    public static CommandLine purge(Map<String, String> environment) {
        return PurgeCommand.in(
                environment,
                "Deletes cancelled reservations, rejections and replayed dead letters that are older than the bound (tables reserve_hotel,"
                        + " rejections and dead_letters). A reservation that has a room stays, however old, and so does a dead letter that"
                        + " was not replayed. Run hotel-server purge afterwards.",
                TABLES,
                ReservationRetention::purged);
    }

    /** @param environment the settings, as {@link System#getenv()} returns them */
    public static CommandLine forget(Map<String, String> environment) {
        return ForgetCommand.in(
                environment,
                "Erases a user from reservations and rejections (tables reserve_hotel and rejections): the user's id becomes NULL for good,"
                        + " also when a message is redelivered. Deletes the dead letters with this user_id, replayed or not (table"
                        + " dead_letters).",
                TABLES,
                ReservationRetention::forgotten);
    }

    private static List<Sweep> purged(Cutoff cutoff) {
        return List.of(
                Sweep.delete(RESERVATIONS, "id", "iscancel AND changed_at < " + cutoff.literal()),
                Sweep.delete(REJECTIONS, "reservation_id", "changed_at < " + cutoff.literal()),
                Sweep.delete(DEAD_LETTERS, "message_id", "replayed_at < " + cutoff.literal()));
    }

    private static List<Sweep> forgotten(long user) {
        UserPayload payload = new UserPayload(user);
        return List.of(
                Sweep.forget(RESERVATIONS, "id", "userid", user),
                Sweep.forget(REJECTIONS, "reservation_id", "user_id", user),
                Sweep.delete(DEAD_LETTERS, "message_id", "TRUE")
                        .onlyIf("payload", row -> payload.names(row.getBytes(2))));
    }
}

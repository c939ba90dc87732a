package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the holds of a batch's reservations without locking them: a hold changes only under its hotel's lock, and READ
 * COMMITTED reads the latest committed version. A hold of a hotel that this batch has not locked is a conflict whatever
 * its other columns say, and a hold's hotel never changes.
 */
final class SelectHolds {
    private final List<Long> reservationIds;

    SelectHolds(List<RoomRequest> requests) {
        this.reservationIds =
                requests.stream().map(RoomRequest::reservationId).distinct().toList();
    }

    /** The holds by reservation id. */
    Map<Long, Hold> execute(Connection connection) throws SQLException {
        String sql = "SELECT reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime,"
                + " decided_seq, released_seq, forgotten"
                + " FROM room_holds WHERE reservation_id IN ("
                + reservationIds.stream().map(String::valueOf).collect(Collectors.joining(","))
                + ")";
        Map<Long, Hold> holds = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Hold hold = hold(rows);
                holds.put(hold.reservationId(), hold);
            }
        }
        return holds;
    }

    @Override
    public String toString() {
        return "SelectHolds[" + reservationIds.size() + "]";
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                row.getLong(1),
                row.getInt(2),
                Outcome.valueOf(row.getString(3)),
                row.getObject(4, Long.class),
                row.getObject(5, Long.class),
                row.getObject(6, Long.class),
                row.getLong(7),
                row.getObject(8, Long.class),
                row.getBoolean(9));
    }
}

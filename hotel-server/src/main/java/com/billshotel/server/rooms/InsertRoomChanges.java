package com.billshotel.server.rooms;

import com.billshotel.runtime.mysql.MultiRowInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Records changes of rooms, in one statement. The caller holds the hotels' locks. A number that is there already belongs to a hotel
 * that was deleted with its foreign keys switched off: a booking must not fail because of it.
 */
final class InsertRoomChanges {
    private static final String SQL =
            """
            INSERT INTO room_changes (hotel_id, seq, rooms, origin)
            VALUES %s
            ON DUPLICATE KEY UPDATE rooms = VALUES(rooms), origin = VALUES(origin)""";

    private final Collection<RoomChange> changes;

    InsertRoomChanges(Collection<RoomChange> changes) {
        this.changes = changes;
    }

    void execute(Connection connection) throws SQLException {
        MultiRowInsert insert = new MultiRowInsert(SQL);
        changes.forEach(change -> insert.row()
                .add(change.hotelId())
                .add(change.seq())
                .add(change.rooms())
                .add(change.origin()));
        insert.execute(connection);
    }

    @Override
    public String toString() {
        return "InsertRoomChanges[" + changes.size() + "]";
    }
}

package com.billshotel.drill.check;

import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.Traffic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The history of a reservation: what was published, decided and written. */
final class History {
    private final Traffic traffic;
    private final Journal journal;
    private final Connection connection;

    History(Traffic traffic, Journal journal, Connection connection) {
        this.traffic = traffic;
        this.journal = journal;
        this.connection = connection;
    }

    List<String> of(List<Long> reservations) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (long reservation : reservations) {
            lines.add("reservation " + reservation);
            published(reservation, lines);
            rows(
                    "hold",
                    "SELECT h.*, decided_seq, released_seq FROM room_holds h WHERE reservation_id=" + reservation,
                    lines);
            rows("row", "SELECT * FROM reserve_hotel WHERE id = " + reservation, lines);
            rows("rejection", "SELECT * FROM rejections WHERE reservation_id = " + reservation, lines);
        }
        return lines;
    }

    private void published(long reservation, List<String> lines) throws SQLException {
        for (int message : journal.about(reservation)) {
            long id = journal.messageId(message);
            lines.add("  published as number " + message + ", message " + id + ": "
                    + traffic.payload((int) reservation, journal.kind(message)));
            rows(
                    "  dead letter",
                    "SELECT reason, detail, stored_at FROM dead_letters WHERE message_id = '" + id + "'",
                    lines);
        }
    }

    private void rows(String name, String sql, List<String> lines) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder line = new StringBuilder("  ").append(name).append(':');
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    line.append(' ').append(row.getMetaData().getColumnName(i));
                    line.append('=').append(row.getString(i));
                }
                lines.add(line.toString());
            }
        }
    }
}

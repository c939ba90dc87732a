package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.OldBookings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;

/**
 * Replays each hotel's decisions in the order in which the database made them, against a counter: a room may be granted only if one
 * is left and refused only if none is, and the counter must end at the value of the hotel's row.
 */
final class ReplayCheck {
    /** Without the hotels of {@link OldBookings}, which may be millions of events. */
    private static final String EVENTS =
            """
            SELECT hotel_id, decided_seq AS seq, reservation_id, CASE
              WHEN state = 'RELEASED' AND released_seq IS NULL THEN 'TOMBSTONE'
              WHEN state = 'REFUSED' THEN 'REFUSED' ELSE 'HELD' END AS event
            FROM room_holds WHERE hotel_id < %1$d
            UNION ALL
            SELECT hotel_id, released_seq, reservation_id,
              CASE WHEN state = 'RELEASED' AND released_seq > decided_seq THEN 'RELEASED' ELSE 'UNHELD' END
            FROM room_holds WHERE released_seq IS NOT NULL AND hotel_id < %1$d
            UNION ALL
            SELECT hotel_id, seq, NULL, 'CHANGED' FROM room_changes WHERE seq > 0 AND hotel_id < %1$d
            ORDER BY hotel_id, seq"""
                    .formatted(OldBookings.FIRST_HOTEL);

    private final Connection connection;
    private final Hotels hotels;
    private final Findings findings;
    private final int[] rooms;
    private final long[] decisions;

    ReplayCheck(Connection connection, Hotels hotels, Findings findings) {
        this.connection = connection;
        this.hotels = hotels;
        this.findings = findings;
        this.rooms = new int[hotels.count()];
        this.decisions = new long[hotels.count()];
    }

    void run() throws SQLException {
        for (int hotel = 0; hotel < rooms.length; hotel++) {
            rooms[hotel] = hotels.capacity(hotel);
        }
        try (Statement statement = connection.createStatement();
                ResultSet events = statement.executeQuery(EVENTS)) {
            while (events.next()) {
                replay(events.getInt(1), events.getLong(2), events.getLong(3), events.getString(4));
            }
        }
        compareHotels();
    }

    private void replay(int hotel, long seq, long reservation, String event) {
        if (!hotels.exists(hotel)) {
            findings.add(Kind.DOUBLED, reservation, "a hold at hotel %d, which does not exist", hotel);
            return;
        }
        checkOrder(hotel, seq, reservation);
        switch (event) {
            case "HELD" -> hold(hotel, seq, reservation);
            case "REFUSED" -> refuse(hotel, seq, reservation);
            case "RELEASED" -> rooms[hotel]++;
            case "UNHELD" -> releaseUnheld(hotel, seq, reservation);
            default -> {} // a tombstone moves no room, and nobody should change the rooms of a hotel
        }
    }

    private void checkOrder(int hotel, long seq, long reservation) {
        long expected = decisions[hotel] + 1;
        if (seq < expected) {
            findings.add(Kind.DOUBLED, reservation, "decision %d of hotel %d was made twice", seq, hotel);
        } else if (seq > expected) {
            findings.add(
                    Kind.LOST, reservation, "decision %d of hotel %d, right before it, is missing", expected, hotel);
        }
        decisions[hotel] = seq;
    }

    private void hold(int hotel, long seq, long reservation) {
        if (rooms[hotel] <= 0) {
            findings.add(
                    Kind.OVERBOOKED,
                    reservation,
                    "decision %d of hotel %d granted a room, but none was left",
                    seq,
                    hotel);
        }
        rooms[hotel]--;
    }

    private void refuse(int hotel, long seq, long reservation) {
        if (rooms[hotel] > 0) {
            findings.add(
                    Kind.LOST,
                    reservation,
                    "decision %d of hotel %d refused a room, but %d were left",
                    seq,
                    hotel,
                    rooms[hotel]);
        }
    }

    private void releaseUnheld(int hotel, long seq, long reservation) {
        findings.add(
                Kind.DOUBLED, reservation, "decision %d of hotel %d released a room that was not held", seq, hotel);
        rooms[hotel]++;
    }

    private void compareHotels() throws SQLException {
        BitSet missing = new BitSet();
        missing.set(0, hotels.count());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, rooms_available, decisions, name, price_pernight FROM hotels WHERE id < "
                                + OldBookings.FIRST_HOTEL)) {
            while (row.next()) {
                int hotel = row.getInt(1);
                if (!hotels.exists(hotel)) {
                    findings.add(Kind.DOUBLED, null, "hotel %d was never inserted", hotel);
                    continue;
                }
                missing.clear(hotel);
                compareCounts(hotel, row.getInt(2), row.getLong(3));
                compareDetails(hotel, row.getString(4), row.getInt(5));
            }
        }
        missing.stream().forEach(hotel -> findings.add(Kind.LOST, null, "hotel %d is missing", hotel));
    }

    /** No message changes them. */
    private void compareDetails(int hotel, String name, int price) {
        if (!name.equals(hotels.name(hotel)) || price != Hotels.PRICE) {
            findings.add(Kind.LOST, null, "hotel %d is now named %s and costs %d", hotel, name, price);
        }
    }

    private void compareCounts(int hotel, int available, long decided) {
        if (decided != decisions[hotel]) {
            findings.add(Kind.LOST, null, "hotel %d has %d decisions, its holds %d", hotel, decided, decisions[hotel]);
        }
        if (available != rooms[hotel]) {
            findings.add(
                    available < rooms[hotel] ? Kind.LOST : Kind.OVERBOOKED,
                    null,
                    "hotel %d has %d rooms left, by its holds %d",
                    hotel,
                    available,
                    rooms[hotel]);
        }
    }
}

package com.billshotel.server.rooms;

import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import com.billshotel.server.locks.HotelLocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides which reservations get a room, permanently and once per reservation.
 *
 * <p>A batch is one READ COMMITTED transaction. It locks the hotels in ascending id order, so that batches cannot
 * deadlock; reads the holds under those locks; decides the requests in order; and updates each hotel's room count once,
 * by the sum. If the result of a batch is unknown, repeat it: it gets the same decisions, and no room is taken or
 * released twice.
 */
public final class RoomLedger {
    /** The tables that the ledger needs; see {@link MysqlPool#open}. */
    public static final List<Table> TABLES = List.of(
            Table.of("hotels", "id", "rooms_available", "decisions", "rooms_seen", "decisions_seen"),
            Table.of("room_changes", "hotel_id", "seq", "rooms", "origin"),
            Table.of(
                            "room_holds",
                            "reservation_id",
                            "hotel_id",
                            "state",
                            "user_id",
                            "reserved_datetime",
                            "checkin_datetime",
                            "decided_seq",
                            "released_seq",
                            "forgotten")
                    .withLongs("reservation_id", "user_id", "reserved_datetime", "checkin_datetime")
                    .withReferenceTo("hotels"));

    private final HotelLocks locks;

    public RoomLedger(HotelLocks locks) {
        this.locks = locks;
    }

    /**
     * Decides a batch.
     *
     * @return a decision for each request, in the order of the requests
     * @throws SQLException if the batch failed, or may have committed although the connection broke; repeat it
     */
    public List<RoomDecision> decide(List<RoomRequest> requests) throws SQLException {
        if (requests.isEmpty()) {
            return List.of();
        }
        SortedSet<Integer> hotelIds = hotelIds(requests);
        return locks.inTransaction(hotelIds, connection -> decideUnderLocks(requests, hotelIds, connection));
    }

    /** In ascending order. */
    private static SortedSet<Integer> hotelIds(List<RoomRequest> requests) {
        return requests.stream().map(RoomRequest::hotelId).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<RoomDecision> decideUnderLocks(
            List<RoomRequest> requests, SortedSet<Integer> hotelIds, Connection connection) throws SQLException {
        HotelRooms rooms = HotelRooms.lock(connection, hotelIds);
        StateTable table = new StateTable(rooms.counts(), new SelectHolds(requests).execute(connection));
        List<RoomDecision> decisions = new ArrayList<>(requests.size());
        for (RoomRequest request : requests) {
            decisions.add(table.decide(request));
        }
        new InsertHolds(table.created()).execute(connection);
        new UpdateHolds(table.changed()).execute(connection);
        rooms.write(table.counts());
        return decisions;
    }
}

package com.billshotel.bench;

import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.server.rooms.RoomRequest;
import java.nio.charset.StandardCharsets;

/** A booking, in each form that a load needs. */
record Booking(long id, int hotelId) {
    private static final long RESERVED = 1_700_000_000;
    private static final long CHECK_IN = 1_700_604_800;
    private static final int FIRST_USER = 10_000;
    private static final int USERS = 50_000;

    /** Spreads ids over the hotels in a pseudo-random order. */
    static Booking of(long id, int hotels) {
        return new Booking(id, (int) Math.floorMod(id * 0x9E3779B97F4A7C15L >>> 32, (long) hotels));
    }

    /** The JSON message that a publisher sends. */
    byte[] payload() {
        return ("{\"id\": " + id + ", \"is_cancel\": false, \"hotel_id\": " + hotelId + ", \"user_id\": " + userId()
                        + ", \"reserved_datetime\": " + RESERVED + ", \"checkin_datetime\": " + CHECK_IN + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    ReservationMessage message(boolean cancel) {
        return new ReservationMessage(id, cancel, hotelId, userId(), RESERVED, CHECK_IN);
    }

    RoomRequest request(boolean cancel) {
        RoomRequest.Action action = cancel ? RoomRequest.Action.RELEASE : RoomRequest.Action.HOLD;
        return new RoomRequest(action, id, hotelId, userId(), RESERVED, CHECK_IN);
    }

    private long userId() {
        return FIRST_USER + id % USERS;
    }
}

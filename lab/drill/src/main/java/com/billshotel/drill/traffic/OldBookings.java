package com.billshotel.drill.traffic;

import com.billshotel.local.parts.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Bookings that are in the tables before the first message, as version 1 of the tables has them: reservations with held rooms, in
 * hotels of their own, with ids that no message uses.
 *
 * @param count the number of bookings
 */
public record OldBookings(long count) {
    /** None. */
    public static final OldBookings NONE = new OldBookings(0);

    /** Ids of hotels from here on are theirs. */
    public static final int FIRST_HOTEL = 2_000_000;

    /** Ids of reservations from here on are theirs. */
    public static final long FIRST_RESERVATION = 1_000_000_000_000L;

    /** The number of their hotels, among which the bookings take turns. */
    public static final int HOTELS = 100;

    /** The rooms of each of their hotels before the bookings. */
    public static final int ROOMS = 1_000_000_000;

    /** The statements that insert them, {@value Numbers#COUNT} at a time. */
    public List<String> inserts() {
        List<String> statements = new ArrayList<>();
        if (count > 0) {
            statements.add(hotels());
        }
        for (long first = 0; first < count; first += Numbers.COUNT) {
            statements.add(holds(first));
            statements.add(reservations(first));
        }
        return statements;
    }

    private String hotels() {
        return "INSERT INTO hotels (id, name, price_pernight, rooms_available, decisions) SELECT " + FIRST_HOTEL
                + " + n, CONCAT('old hotel ', n), " + Hotels.PRICE + ", " + ROOMS
                + " - bookings, bookings FROM (SELECT n, "
                + count + " DIV " + HOTELS + " + (n < " + count % HOTELS
                + ") AS bookings FROM " + Numbers.ROWS + " numbers WHERE n < " + HOTELS + ") counts";
    }

    private String holds(long first) {
        return "INSERT INTO room_holds (reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime,"
                + " decided_seq) SELECT " + FIRST_RESERVATION + " + n, " + FIRST_HOTEL + " + n MOD " + HOTELS
                + ", 'HELD', n MOD 1000003, 1700000000 + n MOD 10000019, 1720000000 + n MOD 10000079, n DIV " + HOTELS
                + " + 1 FROM (SELECT " + first + " + n AS n FROM " + Numbers.ROWS + " block) numbers WHERE n < " + count
                + " ORDER BY n";
    }

    private static String reservations(long first) {
        long from = FIRST_RESERVATION + first;
        return "INSERT INTO reserve_hotel (id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime)"
                + " SELECT reservation_id, FALSE, hotel_id, user_id, reserved_datetime, checkin_datetime FROM room_holds"
                + " WHERE reservation_id BETWEEN " + from + " AND " + (from + Numbers.COUNT - 1)
                + " ORDER BY reservation_id";
    }
}

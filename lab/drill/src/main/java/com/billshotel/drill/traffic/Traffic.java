package com.billshotel.drill.traffic;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The contents of each message as a function of the seed, the reservation and the kind, so that the checker can reproduce them
 * without storing them.
 */
public final class Traffic {
    private static final long RESERVED_FROM = 1_700_000_000L;
    private static final int UNKNOWN_HOTEL = 1_000_000;
    private static final String[] MALFORMED = {
        "Good Morning",
        "{}",
        "{\"id\": %d}",
        "{\"id\": %d, \"hotel_id\": \"0\", \"is_cancel\": true}",
        "{\"id\": -%d, \"hotel_id\": 0, \"is_cancel\": true}",
        "{\"id\": %d, \"hotel_id\": 0, \"user_id\": 1, \"reserved_datetime\": 1700604800, \"checkin_datetime\": 1700000000}",
        "[%d, {\"is_cancel\"",
    };

    private final long seed;
    private final Hotels hotels;

    public Traffic(long seed, Hotels hotels) {
        this.seed = seed;
        this.hotels = hotels;
    }

    public Hotels hotels() {
        return hotels;
    }

    /** The contents of a message; empty if it is malformed. */
    public Optional<Claim> claim(int reservation, Kind kind) {
        SplittableRandom random = random(reservation);
        int hotel = random.nextInt(Hotels.HOT_SHARE) == 0 ? 0 : random.nextInt(hotels.count());
        long user = random.nextLong(1_000_000);
        long reservedAt = RESERVED_FROM + random.nextLong(10_000_000);
        long checkinAt = reservedAt + random.nextLong(10_000_000);
        Claim booking = new Claim(reservation, false, hotel, user, reservedAt, checkinAt);
        return kind == Kind.MALFORMED ? Optional.empty() : Optional.of(variant(booking, kind));
    }

    /** The payload of a message. */
    public String payload(int reservation, Kind kind) {
        return claim(reservation, kind).map(Claim::json).orElseGet(() -> malformed(reservation));
    }

    /** The random generator of one reservation. */
    SplittableRandom random(long reservation) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + reservation);
    }

    private Claim variant(Claim c, Kind kind) {
        return switch (kind) {
            case CANCEL -> new Claim(c.reservation(), true, c.hotel(), null, null, null);
            case CANCEL_IN_FULL -> new Claim(c.reservation(), true, c.hotel(), c.user(), c.reservedAt(), c.checkinAt());
            case CANCEL_OTHER_USER -> new Claim(c.reservation(), true, c.hotel(), c.user() + 1, null, null);
            case OTHER_USER ->
                new Claim(c.reservation(), false, c.hotel(), c.user() + 1, c.reservedAt(), c.checkinAt());
            case OTHER_TIME ->
                new Claim(c.reservation(), false, c.hotel(), c.user(), c.reservedAt(), c.checkinAt() + 86_400);
            case OTHER_HOTEL -> at(c, (c.hotel() + 1) % hotels.count());
            case UNKNOWN_HOTEL -> at(c, UNKNOWN_HOTEL + c.hotel());
            default -> c;
        };
    }

    private static Claim at(Claim c, int hotel) {
        return new Claim(c.reservation(), false, hotel, c.user(), c.reservedAt(), c.checkinAt());
    }

    private static String malformed(int reservation) {
        return String.format(MALFORMED[reservation % MALFORMED.length], reservation + 1);
    }
}

package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomRequest.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random batches of bookings and cancellations of a few reservations at a few hotels: repeated, out of order, and
 * occasionally with conflicting content. The same seed generates the same history.
 *
 * @param hotels the initial rooms of each hotel; the requests also use a further hotel, which does not exist
 */
public record RandomHistory(long seed, int[] hotels, List<List<RoomRequest>> batches) {
    private static final int RESERVATIONS = 8;

    /**
     * Generates a history.
     *
     * @param firstHotel the first of three consecutive hotel ids
     * @param firstReservation the first of eight consecutive reservation ids
     */
    public static RandomHistory of(long seed, int firstHotel, long firstReservation) {
        Random random = new Random(seed);
        int[] hotels = {random.nextInt(4), random.nextInt(4)};
        List<List<RoomRequest>> batches = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            List<RoomRequest> batch = new ArrayList<>();
            for (int j = 1 + random.nextInt(10); j > 0; j--) {
                batch.add(request(random, firstHotel, firstReservation));
            }
            batches.add(batch);
            if (random.nextInt(3) == 0) {
                batches.add(batch); // as after a lost response
            }
        }
        return new RandomHistory(seed, hotels, batches);
    }

    private static RoomRequest request(Random random, int firstHotel, long firstReservation) {
        int number = random.nextInt(RESERVATIONS);
        boolean release = random.nextInt(3) == 0;
        boolean minimal = release && random.nextBoolean();
        // The usual hotel is the reservation's number modulo 3, so some reservations have an unknown hotel.
        int hotel = rarely(random) ? random.nextInt(3) : number % 3;
        return new RoomRequest(
                release ? Action.RELEASE : Action.HOLD,
                firstReservation + number,
                firstHotel + hotel,
                minimal ? null : Long.valueOf(rarely(random) ? 99 : number),
                minimal ? null : rarely(random) ? Long.valueOf(99) : Long.valueOf(1_700_000_000),
                minimal && random.nextBoolean()
                        ? null
                        : rarely(random) ? Long.valueOf(99) : Long.valueOf(1_700_604_800));
    }

    private static boolean rarely(Random random) {
        return random.nextInt(25) == 0;
    }

    /** Everything needed to reproduce the history. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + seed + ", rooms " + List.of(hotels[0], hotels[1]));
        batches.forEach(batch -> text.append("\n  ").append(batch));
        return text.toString();
    }
}

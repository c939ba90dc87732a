package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomRequest.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Bookings and cancellations of a few reservations at a few hotels, in batches: repeated, out of order, and now and then
 * saying something else than before. The same seed makes the same history.
 *
 * @param hotels their rooms at first; the one after them does not exist
 */
public record RandomHistory(long seed, int[] hotels, List<List<RoomRequest>> batches) {
    private static final int RESERVATIONS = 8;

    /** @param firstHotel hotels have this id and those that follow, reservations eight of their own */
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
                batches.add(batch); // as after a lost answer
            }
        }
        return new RandomHistory(seed, hotels, batches);
    }

    private static RoomRequest request(Random random, int firstHotel, long firstReservation) {
        int number = random.nextInt(RESERVATIONS);
        boolean release = random.nextInt(3) == 0;
        boolean bare = release && random.nextBoolean();
        // Usually each reservation says the same of itself: its hotel is its number by three, so some have none.
        int hotel = rarely(random) ? random.nextInt(3) : number % 3;
        return new RoomRequest(
                release ? Action.RELEASE : Action.HOLD,
                firstReservation + number,
                firstHotel + hotel,
                bare ? null : Long.valueOf(rarely(random) ? 99 : number),
                bare ? null : rarely(random) ? Long.valueOf(99) : Long.valueOf(1_700_000_000),
                bare && random.nextBoolean() ? null : rarely(random) ? Long.valueOf(99) : Long.valueOf(1_700_604_800));
    }

    private static boolean rarely(Random random) {
        return random.nextInt(25) == 0;
    }

    /** All that is needed to play it again by hand. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + seed + ", rooms " + List.of(hotels[0], hotels[1]));
        batches.forEach(batch -> text.append("\n  ").append(batch));
        return text.toString();
    }
}

package com.billshotel.bench;

import com.billshotel.reserve.booking.BookingLanes;
import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.server.locks.HotelLocks;
import com.billshotel.server.rooms.RoomLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The upper limit: only the SQL of both services, executed by their own classes over JDBC, in batches like those of the lanes.
 * Without messages, lanes or gRPC.
 */
final class SqlLoad implements Load {
    private static final int BATCH = 1_000;
    private static final int HOTELS = 100;
    private static final Delivery NONE = new Delivery("", new byte[0], Map.of(), Instant.EPOCH, null);

    @Override
    public String name() {
        return "sql_per_s";
    }

    @Override
    public int hotels() {
        return HOTELS;
    }

    @Override
    public Run run(Fixture fixture, Window window) throws Exception {
        RoomLedger ledger = new RoomLedger(new HotelLocks(fixture.pool()));
        ReservationTables tables = new ReservationTables(fixture.pool(), deadLetter -> true);
        AtomicLong ids = new AtomicLong();
        AtomicLong done = new AtomicLong();
        ConcurrentCallers lanes = ConcurrentCallers.start(BookingLanes.LANES, lane -> () -> {
            List<Booking> batch = batch(ids, lane);
            ledger.decide(batch.stream().map(booking -> booking.request(false)).toList());
            tables.store(batch.stream().map(SqlLoad::confirmed).toList());
            done.addAndGet(batch.size());
        });
        double perSecond = window.rate(done::get, lanes);
        return new Run(perSecond, done.get());
    }

    /** Each lane has its own hotels. */
    private static List<Booking> batch(AtomicLong ids, int lane) {
        List<Booking> batch = new ArrayList<>(BATCH);
        int hotelsOfLane = HOTELS / BookingLanes.LANES;
        for (long id = ids.getAndAdd(BATCH), end = id + BATCH; id < end; id++) {
            int hotel = Booking.of(id, hotelsOfLane).hotelId() * BookingLanes.LANES + lane;
            batch.add(new Booking(id, hotel));
        }
        return batch;
    }

    private static Outcome confirmed(Booking booking) {
        return new Outcome(NONE, booking.message(false), Verdict.CONFIRMED, "");
    }
}

package com.billshotel.schedules;

import com.billshotel.schedules.fakes.FakeHotels;
import com.billshotel.schedules.fakes.Readers;
import com.billshotel.schedules.fakes.Record;
import com.billshotel.server.catalog.CatalogException;
import com.billshotel.server.catalog.ReadsUnderTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads read hotels while rooms are added: every read completes, a result is no older than the call, and there is one query
 * at a time. Queries may fail, and so may starting a reader; later reads succeed again.
 */
final class ReadsScenario implements Scenario {
    private static final int CALLERS = 3;
    private static final int CALLS = 2;
    private static final int UNKNOWN_HOTEL = 3;
    private static final int MAX_FAILING = 4;

    @Override
    public void run(SplittableRandom choices) throws Exception {
        int failing = choices.nextInt(1 << MAX_FAILING) & choices.nextInt(1 << MAX_FAILING);
        FakeHotels hotels = new FakeHotels(query -> query <= MAX_FAILING && (failing >> query - 1 & 1) == 1);
        int rejected = choices.nextInt(1 << MAX_FAILING) & choices.nextInt(1 << MAX_FAILING);
        Readers readers = new Readers(task -> task <= MAX_FAILING && (rejected >> task - 1 & 1) == 1);
        ReadsUnderTest reads = new ReadsUnderTest(hotels::connect, readers);
        List<String> violations = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            SplittableRandom ids = choices.split();
            Thread caller = new Thread(
                    () -> {
                        for (int call = 0; call < CALLS; call++) {
                            read(reads, hotels, 1 + ids.nextInt(UNKNOWN_HOTEL), violations);
                        }
                    },
                    "caller-" + i);
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        Record.require(violations.isEmpty(), violations.toString());
        hotels.requireSafety();

        requireRecovery(reads, hotels);
    }

    private static void read(ReadsUnderTest reads, FakeHotels hotels, int id, List<String> violations) {
        int atLeast = hotels.addRoom();
        try {
            int rooms = reads.rooms(id).join();
            if (rooms < atLeast || !hotels.exists(id)) {
                violations.add("hotel " + id + " had at least " + atLeast + " rooms, but the result was " + rooms);
            }
        } catch (CompletionException failed) {
            if (!isExpected(failed.getCause(), hotels.exists(id))) {
                violations.add("reading hotel " + id + ": " + failed.getCause());
            }
        }
    }

    private static boolean isExpected(Throwable failure, boolean exists) {
        return failure instanceof SQLException
                || failure instanceof RejectedExecutionException
                || failure instanceof CatalogException && !exists;
    }

    /** After the last failure a read succeeds. */
    private static void requireRecovery(ReadsUnderTest reads, FakeHotels hotels) {
        for (int attempt = 0; attempt <= 2 * MAX_FAILING; attempt++) {
            int atLeast = hotels.addRoom();
            try {
                Record.require(reads.rooms(1).join() >= atLeast, "an old result");
                return;
            } catch (CompletionException failed) {
                // one of the injected failures
            }
        }
        throw new AssertionError("no read succeeds any more");
    }
}

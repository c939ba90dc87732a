package com.billshotel.drill.faults;

import com.billshotel.local.parts.HotelDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Locks hotels from a session of its own, as a forgotten transaction of an operator does. */
final class HotelLocks {
    private final Supplier<HotelDatabase> database;
    private final ScheduledExecutorService timer;

    HotelLocks(Supplier<HotelDatabase> database, ScheduledExecutorService timer) {
        this.database = database;
        this.timer = timer;
    }

    /** Takes the locks and releases them after {@code time}. Returns false if MySQL is down or others hold the locks. */
    boolean take(List<Integer> hotels, Duration time) {
        try {
            Connection session = database.get().connect();
            try (Statement statement = session.createStatement()) {
                session.setAutoCommit(false);
                statement.executeQuery("SELECT id FROM hotels FORCE INDEX (PRIMARY) WHERE id IN ("
                        + hotels.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + ") ORDER BY id FOR UPDATE");
            } catch (SQLException failure) {
                session.close();
                throw failure;
            }
            timer.schedule(() -> release(session), time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (SQLException unavailable) {
            return false;
        }
    }

    /** Only breaks the connection, which makes MySQL roll back: MySQL may be paused, and then would not answer. */
    private static void release(Connection session) {
        try {
            session.abort(Runnable::run);
        } catch (SQLException alreadyBroken) {
            // MySQL was killed, and its locks with it.
        }
    }
}

package com.billshotel.bench;

import java.sql.SQLException;
import java.util.List;

/** A way to book as fast as it goes. */
interface Load {
    /** What the figure is called in the results. */
    String name();

    int hotels();

    Run run(Fixture fixture, Window window) throws Exception;

    /** What is wrong with the tables after the run; empty: nothing. */
    default List<String> problems(BenchDatabase database, Run run) throws SQLException {
        return database.problems(run.confirmed());
    }

    /**
     * How it went.
     *
     * @param perSecond reservations, within the window
     * @param confirmed reservations altogether
     */
    record Run(double perSecond, long confirmed) {}
}

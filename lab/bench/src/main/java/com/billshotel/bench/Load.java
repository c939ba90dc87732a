package com.billshotel.bench;

import java.sql.SQLException;
import java.util.List;

/** A way to book at full speed. */
interface Load {
    /** The figure's name in the results. */
    String name();

    /** How many hotels it books. */
    int hotels();

    Run run(Fixture fixture, Window window) throws Exception;

    /** The inconsistencies in the tables after a run; empty if there are none. */
    default List<String> problems(BenchDatabase database, Run run) throws SQLException {
        return database.problems(run.confirmed());
    }

    /**
     * The result of a run.
     *
     * @param perSecond reservations per second within the window
     * @param confirmed all reservations of the run
     */
    record Run(double perSecond, long confirmed) {}
}

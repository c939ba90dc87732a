package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** An INSERT of many rows. */
abstract class BatchInsert {
    final List<Outcome> rows;

    BatchInsert(List<Outcome> rows) {
        this.rows = rows;
    }

    abstract void insert(Connection connection) throws SQLException;

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The outcomes of these kinds in ascending reservation id: the primary key of the rows written and of the holds that their
     * foreign keys lock. All workers, and hotel-server when it changes holds, lock in this order, so they wait for each other
     * instead of deadlocking.
     */
    static List<Outcome> inLockOrder(List<Outcome> outcomes, Verdict.Kind... kinds) {
        List<Verdict.Kind> wanted = Arrays.asList(kinds);
        return outcomes.stream()
                .filter(outcome -> wanted.contains(outcome.verdict().kind()))
                .sorted(Comparator.comparingLong(outcome -> outcome.message().id()))
                .toList();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(" + rows.size() + " rows)";
    }
}

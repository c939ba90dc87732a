package com.billshotel.drill;

import com.billshotel.drill.check.Findings;
import com.billshotel.embedded.mysql.testing.TestDatabase;

/** A run of the booking protocol. Public and loaded once, so that {@link MutantLoader}'s copies of {@link Miniature} implement it too. */
public interface ProtocolRun {
    /**
     * Runs with messages that follow from the seed until all are acknowledged.
     *
     * @param sqlAfterEachStep a statement that damages the tables; empty for none
     * @return what the drill's checker finds
     */
    Findings run(TestDatabase emptyTables, long seed, String sqlAfterEachStep) throws Exception;
}

package com.billshotel.drill;

import com.billshotel.drill.check.Findings;
import com.billshotel.drill.check.Violation;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.util.List;

/**
 * A mistake in the protocol and the finding that it must cause.
 *
 * @param breaks the mistake in one line
 * @param kind the kind of the finding
 * @param finding a part of its text
 * @param miniature which variant of the protocol runs
 * @param mutations changes of the services' bytecode
 * @param sqlAfterEachStep damages the tables; empty for none
 */
record Mutant(
        String breaks,
        Violation.Kind kind,
        String finding,
        Class<? extends Miniature> miniature,
        List<Mutation> mutations,
        String sqlAfterEachStep) {

    /** A mistake in the services' code. */
    static Mutant code(String breaks, Violation.Kind kind, String finding, Mutation... mutations) {
        return new Mutant(breaks, kind, finding, Miniature.class, List.of(mutations), "");
    }

    /** A mistake in the order of the steps or in what passes between them. */
    static Mutant steps(
            String breaks,
            Violation.Kind kind,
            String finding,
            Class<? extends Miniature> miniature,
            Mutation... mutations) {
        return new Mutant(breaks, kind, finding, miniature, List.of(mutations), "");
    }

    /** Damage to the tables after each step. */
    static Mutant tables(String breaks, Violation.Kind kind, String finding, String sql) {
        return new Mutant(breaks, kind, finding, Miniature.class, List.of(), sql);
    }

    Findings run(TestDatabase emptyTables, long seed) throws Exception {
        return new MutantLoader(mutations).miniature(miniature).run(emptyTables, seed, sqlAfterEachStep);
    }

    @Override
    public String toString() {
        return breaks;
    }
}

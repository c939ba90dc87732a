package com.billshotel.cluster.report;

/**
 * One row of the report.
 *
 * @param goal empty if the figure has none
 */
record Finding(String phase, String what, String measured, String goal, Verdict verdict) {
    String mark() {
        return verdict == Verdict.GOOD ? "" : "MISSED";
    }

    /** What a figure says of the system. */
    enum Verdict {
        /** The goal was reached, or there is none. */
        GOOD,
        /** Something took longer than its goal, which may be the machine's fault. */
        SLOW,
        /** Something that has to hold does not. */
        BAD;

        static Verdict of(boolean good) {
            return good ? GOOD : BAD;
        }
    }
}

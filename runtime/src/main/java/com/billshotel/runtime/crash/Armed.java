package com.billshotel.runtime.crash;

import java.util.concurrent.atomic.AtomicInteger;

/** The one place that is armed in this process, if any. Final statics: what the compiler needs to leave the checks out. */
final class Armed {
    static final String VARIABLE = "CRASH_POINT";

    private static final String[] VALUE =
            System.getenv().getOrDefault(VARIABLE, "").split(":");

    /** Null: none. */
    static final CrashPoint POINT = VALUE[0].isEmpty() ? null : CrashPoint.valueOf(VALUE[0]);

    private static final AtomicInteger PASSES = new AtomicInteger(VALUE.length > 1 ? Integer.parseInt(VALUE[1]) : 1);

    private Armed() {}

    static void pass() {
        if (PASSES.decrementAndGet() == 0) {
            System.err.println("halting at crash point " + POINT);
            Runtime.getRuntime().halt(CrashPoint.EXIT_CODE);
        }
    }
}

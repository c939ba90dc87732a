package com.billshotel.runtime.crash;

/**
 * A place where {@code bin/drill} lets a service die, as if the power went: no hook runs, nothing is flushed. The environment
 * variable {@value Armed#VARIABLE} names the place, and with {@code :n} the how-manieth time that it is passed. Nobody else sets
 * it, and then the compiler finds that no place is armed and leaves nothing of the checks.
 */
public enum CrashPoint {
    SERVER_CALL_RECEIVED,
    SERVER_HOTELS_LOCKED,
    SERVER_HOLDS_READ,
    SERVER_FIRST_DECIDED,
    SERVER_MIDDLE_DECIDED,
    SERVER_LAST_DECIDED,
    SERVER_HOLDS_INSERTED,
    SERVER_HOLDS_UPDATED,
    SERVER_BEFORE_COMMIT,
    SERVER_COMMITTED,
    SERVER_ANSWERED,
    SERVER_DRAIN_NOT_SERVING,
    SERVER_DRAIN_CALLS_DONE,

    WORKER_MESSAGE_RECEIVED,
    WORKER_BEFORE_DECIDE,
    WORKER_DECIDED,
    WORKER_BEFORE_STORE,
    WORKER_RESERVATIONS_WRITTEN,
    WORKER_REJECTIONS_WRITTEN,
    WORKER_DEAD_LETTERS_WRITTEN,
    WORKER_BEFORE_COMMIT,
    WORKER_COMMITTED,
    WORKER_PUBLISH_FIRST,
    WORKER_PUBLISH_MIDDLE,
    WORKER_PUBLISH_LAST,
    WORKER_RESULTS_PUBLISHED,
    WORKER_ACKNOWLEDGE_FIRST,
    WORKER_ACKNOWLEDGE_MIDDLE,
    WORKER_ACKNOWLEDGE_LAST,
    WORKER_DIVERTED,
    WORKER_DETOUR_ATTEMPT,
    WORKER_DETOUR_FAILED,
    WORKER_DETOUR_PASSED,
    WORKER_DRAIN_BEGUN,
    WORKER_DRAIN_PULL_STOPPED,
    WORKER_DRAIN_LANES_DONE;

    /** How a process ends that halts at a crash point. */
    public static final int EXIT_CODE = 86;

    /** Dies here if this is the armed place. */
    public void here() {
        if (Armed.POINT == this) {
            Armed.pass();
        }
    }

    /** Dies while item {@code index} of {@code count} is handled: at the first, at the one in the middle, or at the last. */
    public static void atItem(int index, int count, CrashPoint first, CrashPoint middle, CrashPoint last) {
        if (Armed.POINT == null) {
            return;
        }
        if (index == 0) {
            first.here();
        }
        if (index == count / 2) {
            middle.here();
        }
        if (index == count - 1) {
            last.here();
        }
    }

    /** Whether it is passed only while a service stops in order. */
    public boolean isInDrain() {
        return name().contains("_DRAIN_");
    }

    /** Whether it lies in hotel-server; the others lie in the worker. */
    public boolean isInServer() {
        return name().startsWith("SERVER_");
    }
}

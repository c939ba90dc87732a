package com.billshotel.drill.faults;

import java.util.Locale;

/** The kinds of faults. */
public enum Fault {
    KILL_WORKER,
    KILL_SERVER,
    KILL_MYSQL,
    /** Every process at once, the database included. */
    KILL_EVERYTHING,
    PAUSE_WORKER,
    PAUSE_SERVER,
    PAUSE_MYSQL,
    RESTART_WORKER,
    RESTART_SERVER,
    /** Another member of the group becomes MySQL's primary, and the old one goes on as a replica. */
    CHANGE_PRIMARY,
    CUT,
    DELAY,
    HALF_CLOSE,
    DROP_REPLIES,
    /** The connection breaks while a COMMIT or its reply is in transit. */
    CUT_COMMIT,
    /** A session outside the system locks hotels for longer than the services wait for a lock. */
    LOCK_HOTELS;

    /** Whether MySQL answers nobody for some time. */
    public boolean stopsMysql() {
        return this == KILL_MYSQL || this == KILL_EVERYTHING || this == PAUSE_MYSQL || this == CHANGE_PRIMARY;
    }

    /** The row of the picture that the fault is marked in. */
    public String kind() {
        return switch (this) {
            case KILL_EVERYTHING -> "kill everything";
            case CUT_COMMIT -> "cut a commit";
            case CUT, DELAY, HALF_CLOSE, DROP_REPLIES -> "network";
            case PAUSE_WORKER, PAUSE_SERVER, PAUSE_MYSQL -> "pause";
            case RESTART_WORKER, RESTART_SERVER, CHANGE_PRIMARY -> "orderly restart";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}

package com.billshotel.drill.faults;

import java.util.Locale;

/** What may go wrong. */
public enum Fault {
    KILL_WORKER,
    KILL_SERVER,
    KILL_MYSQL,
    /** Two of everything, as far as there are two, and the database. */
    KILL_EVERYTHING,
    PAUSE_WORKER,
    PAUSE_SERVER,
    PAUSE_MYSQL,
    RESTART_WORKER,
    RESTART_SERVER,
    CUT,
    DELAY,
    HALF_CLOSE,
    DROP_REPLIES,
    /** The connection breaks while a COMMIT is on its way, or its answer is. */
    CUT_COMMIT;

    /** For the picture, which has a row of marks for each kind. */
    public String kind() {
        return switch (this) {
            case KILL_EVERYTHING -> "kill everything";
            case CUT_COMMIT -> "cut a commit";
            case CUT, DELAY, HALF_CLOSE, DROP_REPLIES -> "network";
            case PAUSE_WORKER, PAUSE_SERVER, PAUSE_MYSQL -> "pause";
            case RESTART_WORKER, RESTART_SERVER -> "orderly restart";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}

package com.billshotel.local.drill.faults;

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

    boolean isKill() {
        return this == KILL_WORKER || this == KILL_SERVER || this == KILL_MYSQL || this == KILL_EVERYTHING;
    }

    /** For the picture: the colour of its mark is that of its kind. */
    public String kind() {
        return name().substring(0, name().indexOf('_') < 0 ? name().length() : name().indexOf('_'))
                .toLowerCase(Locale.ROOT);
    }
}

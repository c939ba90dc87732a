package com.billshotel.drill.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All faults of a drill, in an order drawn from the seed. */
public final class Schedule {
    private static final int KILLS_PER_PAUSE = 60;
    private static final int KILLS_PER_LINK_FAULT = 5;
    private static final int KILLS_PER_AMBIGUOUS_COMMIT = 5;
    private static final int KILLS_PER_LOCK = 10;
    private static final int KILLS_PER_FAILOVER = 4;

    private Schedule() {}

    /**
     * Draws the faults.
     *
     * @param kills the minimum number of processes to kill
     * @param restarts the number of orderly restarts
     * @param members the number of processes that KILL_EVERYTHING kills
     * @param failsOver whether MySQL has a replica for each time that its primary is killed, or steps down
     */
    public static List<Fault> draw(Random random, int kills, int restarts, int members, boolean failsOver) {
        List<Fault> faults = new ArrayList<>();
        for (int killed = 0; killed < kills; ) {
            Fault kill = kill(random);
            faults.add(kill);
            killed += kill == Fault.KILL_EVERYTHING ? members : 1;
        }
        add(faults, restarts, random, Fault.RESTART_WORKER, Fault.RESTART_WORKER, Fault.RESTART_SERVER);
        add(faults, share(kills, KILLS_PER_PAUSE), random, Fault.PAUSE_WORKER, Fault.PAUSE_SERVER, Fault.PAUSE_MYSQL);
        add(
                faults,
                share(kills, KILLS_PER_LINK_FAULT),
                random,
                Fault.CUT,
                Fault.DELAY,
                Fault.HALF_CLOSE,
                Fault.DROP_REPLIES);
        add(faults, share(kills, KILLS_PER_AMBIGUOUS_COMMIT), random, Fault.CUT_COMMIT);
        add(faults, share(kills, KILLS_PER_LOCK), random, Fault.LOCK_HOTELS);
        if (failsOver) {
            add(faults, share(kills, KILLS_PER_FAILOVER), random, Fault.KILL_MYSQL, Fault.CHANGE_PRIMARY);
        }
        Collections.shuffle(faults, random);
        return faults;
    }

    private static int share(int kills, int each) {
        return (kills + each - 1) / each;
    }

    private static Fault kill(Random random) {
        int draw = random.nextInt(100);
        if (draw < 47) {
            return Fault.KILL_WORKER;
        } else if (draw < 88) {
            return Fault.KILL_SERVER;
        }
        return draw < 97 ? Fault.KILL_MYSQL : Fault.KILL_EVERYTHING;
    }

    /** Adds a number of faults, alternating between the kinds. */
    private static void add(List<Fault> faults, int count, Random random, Fault... kinds) {
        int first = random.nextInt(kinds.length);
        for (int i = 0; i < count; i++) {
            faults.add(kinds[(first + i) % kinds.length]);
        }
    }
}

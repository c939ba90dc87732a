package com.billshotel.schedules.fakes;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Replaces {@link ThreadLocalRandom} in the classes under test, whose numbers depend on the thread's id and so are different in
 * every process.
 */
public final class Jitter {
    private static final Jitter CURRENT = new Jitter();

    private SplittableRandom numbers = new SplittableRandom(0);

    private Jitter() {}

    /** Like the method of {@link ThreadLocalRandom}. */
    public static Jitter current() {
        return CURRENT;
    }

    /** Like the method of {@link ThreadLocalRandom}. */
    public long nextLong(long bound) {
        return numbers.nextLong(bound);
    }

    static void startWith(SplittableRandom numbers) {
        CURRENT.numbers = numbers;
    }
}

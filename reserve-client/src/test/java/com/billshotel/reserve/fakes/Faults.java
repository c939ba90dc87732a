package com.billshotel.reserve.fakes;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Failures on command, before or after a call has taken effect. */
public final class Faults<T> {
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile Supplier<Throwable> failure = () -> new IllegalStateException("told to fail");
    private volatile Predicate<T> whoever = item -> false;

    /** The next calls fail, and nothing has happened. */
    public void nextBefore(int calls, Supplier<Throwable> with) {
        failure = with;
        before.set(calls);
    }

    /** The next calls fail, although all has happened: an answer or a COMMIT's reply got lost. */
    public void nextAfter(int calls, Supplier<Throwable> with) {
        failure = with;
        after.set(calls);
    }

    /** Every call that holds such an item fails, until another such command. */
    public void whenever(Predicate<T> such, Supplier<Throwable> with) {
        failure = with;
        whoever = such;
    }

    public void never() {
        before.set(0);
        after.set(0);
        whoever = item -> false;
    }

    /** How many calls have failed. */
    public int count() {
        return failed.get();
    }

    void before(List<T> items) throws Exception {
        if (take(before) || items.stream().anyMatch(whoever)) {
            fail();
        }
    }

    void after() throws Exception {
        if (take(after)) {
            fail();
        }
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private void fail() throws Exception {
        failed.incrementAndGet();
        Throwable chosen = failure.get();
        if (chosen instanceof Error error) {
            throw error;
        }
        throw (Exception) chosen;
    }
}

package com.billshotel.reserve.fakes;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Injects failures, before or after a call has taken effect. */
public final class Faults<T> {
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile Supplier<Throwable> failure = () -> new IllegalStateException("injected");
    private volatile Predicate<T> faulty = item -> false;

    /** The next calls fail without effect. */
    public void nextBefore(int calls, Supplier<Throwable> with) {
        failure = with;
        before.set(calls);
    }

    /** The next calls fail after taking effect, as if the answer or the COMMIT's reply were lost. */
    public void nextAfter(int calls, Supplier<Throwable> with) {
        failure = with;
        after.set(calls);
    }

    /** Every call with a matching item fails without effect, until this or {@link #never} is called again. */
    public void whenever(Predicate<T> matches, Supplier<Throwable> with) {
        failure = with;
        faulty = matches;
    }

    /** No further call fails. */
    public void never() {
        before.set(0);
        after.set(0);
        faulty = item -> false;
    }

    /** The number of calls that have failed. */
    public int count() {
        return failed.get();
    }

    void before(List<T> items) throws Exception {
        if (decrement(before) || items.stream().anyMatch(faulty)) {
            fail();
        }
    }

    void after() throws Exception {
        if (decrement(after)) {
            fail();
        }
    }

    private static boolean decrement(AtomicInteger left) {
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

package com.billshotel.schedules;

import java.util.concurrent.TimeUnit;

/** Replaces methods of the JDK that measure time themselves: the scheduler controls waiting in the JDK, but not its clock. */
public final class VirtualTime {
    private VirtualTime() {}

    /** Like {@link Thread#join(long)}. */
    public static void join(Thread thread, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (thread) {
            while (thread.isAlive() && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(thread, deadline - System.nanoTime());
            }
        }
    }
}

package com.billshotel.drill.crash;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Halts this process on the n-th pass of the point it is armed with. Public for the services' bytecode, which calls it. */
public final class CrashTrigger {
    private static volatile CrashTrigger armed;

    private final CrashPoint point;
    private final AtomicInteger passesLeft;
    private final Runnable halt;

    /** The batch that the current thread is handling. */
    private final ThreadLocal<Calls> calls = ThreadLocal.withInitial(Calls::new);

    private static final class Calls {
        int index;
        int count;
    }

    private CrashTrigger(CrashPoint point, int passes, Runnable halt) {
        this.point = point;
        this.passesLeft = new AtomicInteger(passes);
        this.halt = halt;
    }

    /** Has the point halt this process on its n-th pass. */
    static void arm(CrashPoint point, int passes) {
        arm(point, passes, () -> {
            System.err.println("halting at crash point " + point);
            Runtime.getRuntime().halt(CrashPoint.EXIT_CODE);
        });
    }

    static void arm(CrashPoint point, int passes, Runnable halt) {
        armed = new CrashTrigger(point, passes, halt);
    }

    /** Called by a method that handles a batch: counts its calls from here on. */
    public static void batch(List<?> items) {
        Calls calls = armed.calls.get();
        calls.index = 0;
        calls.count = items.size();
    }

    /** Called at the point itself. */
    public static void pass() {
        CrashTrigger trigger = armed;
        Calls calls = trigger.calls.get();
        if (trigger.point.pass.is(calls.index++, calls.count) && trigger.passesLeft.decrementAndGet() == 0) {
            trigger.halt.run();
        }
    }
}

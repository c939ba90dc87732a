package com.billshotel.schedules;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.pastalab.fray.core.ThreadContext;
import org.pastalab.fray.rmi.ScheduleObserver;

/** Prints each step of our own code: which thread it is, and where it is. */
final class Trace implements ScheduleObserver<ThreadContext> {
    private final PrintStream out;
    private List<StackTraceElement> last = List.of();

    Trace(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onNewSchedule(Collection<? extends ThreadContext> all, ThreadContext next) {
        List<StackTraceElement> own = Arrays.stream(next.getThread().getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("com.billshotel."))
                .filter(frame -> !frame.getClassName().equals(Trace.class.getName()))
                .limit(2)
                .toList();
        if (!own.isEmpty() && !own.equals(last)) {
            out.println(next.getThread().getName() + "  " + own);
        }
        last = own;
    }

    @Override
    public void onContextSwitch(ThreadContext current, ThreadContext next) {}
}

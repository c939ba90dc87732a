package com.billshotel.schedules;

import java.util.Collection;
import java.util.List;
import org.pastalab.fray.core.ThreadContext;
import org.pastalab.fray.core.randomness.Randomness;
import org.pastalab.fray.core.scheduler.FifoScheduler;
import org.pastalab.fray.core.scheduler.PCTScheduler;
import org.pastalab.fray.core.scheduler.POSScheduler;
import org.pastalab.fray.core.scheduler.RandomScheduler;
import org.pastalab.fray.core.scheduler.Scheduler;

/**
 * Chooses one of three strategies at random for each schedule, because each is good at other bugs: switching anywhere, partial
 * order sampling (POS), and few switches at random steps (PCT).
 */
final class SeededScheduler extends Scheduler {
    private static final int PCT_SWITCHES = 3;

    /** A schedule has some 400 steps; fixed, so that it depends on no earlier schedule. */
    private static final int PCT_STEPS = 500;

    private final Scheduler strategy;

    private final boolean preempts;

    /** @param preempts whether threads may be switched although they do not wait */
    SeededScheduler(Randomness random, boolean preempts) {
        super(random);
        this.preempts = preempts;
        strategy = preempts ? preemptive(random) : new FifoScheduler(random);
    }

    private static Scheduler preemptive(Randomness random) {
        return switch (Math.floorMod(random.nextInt(), 3)) {
            case 0 -> new RandomScheduler(random);
            case 1 -> new POSScheduler(random);
            default -> new PCTScheduler(random, PCT_SWITCHES, PCT_STEPS);
        };
    }

    @Override
    public ThreadContext scheduleNextOperation(List<ThreadContext> enabled, Collection<ThreadContext> all) {
        return strategy.scheduleNextOperation(enabled, all);
    }

    @Override
    public Scheduler nextIteration(Randomness random) {
        return new SeededScheduler(random, preempts);
    }
}

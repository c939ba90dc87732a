package com.billshotel.schedules;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.pastalab.fray.core.TestRunner;
import org.pastalab.fray.core.command.Configuration;
import org.pastalab.fray.core.command.ExecutionInfo;
import org.pastalab.fray.core.command.Executor;
import org.pastalab.fray.core.command.NetworkDelegateType;
import org.pastalab.fray.core.command.SystemTimeDelegateType;
import org.pastalab.fray.core.observers.TimelineCoverageType;

/**
 * Runs a scenario once for each seed; a seed determines the schedule and what the fakes do. Runs in a JVM of its own, on
 * {@link InstrumentedJdk}. Arguments: scenario, first seed, number of seeds, folder for Fray's log.
 *
 * <p>Ends after the first violation, whose seed and stack traces it prints.
 */
final class Explorer {
    /** Printed last if there was no violation. An exit code would not do: Fray replaces the methods that set it. */
    static final String CORRECT = "no violation";

    /**
     * Schedules that load and initialize the classes: the same ones in every process, so that a seed always finds the same
     * state, and without preemption, because the scheduler does not know the JVM's lock on a class.
     */
    private static final int WARM_UP = 10;

    private static final long WARM_UP_SEED = -WARM_UP;

    /** A schedule takes milliseconds. */
    private static final long HUNG_AFTER_SECONDS = 30;

    /**
     * Nanoseconds by which the scheduler's clock advances at each step. So small that a timeout expires only when all threads
     * wait: other steps take no time. A delay of 0 expires at any step.
     */
    private static final long STEP_NANOS = 1;

    private static final int UNLIMITED = -1;

    private final PrintStream out = System.out;
    private final Scenario scenario;
    private final Path folder;
    private final AtomicLong completed = new AtomicLong(Long.MIN_VALUE);

    private Explorer(Scenario scenario, Path folder) {
        this.scenario = scenario;
        this.folder = folder;
    }

    public static void main(String[] arguments) {
        Explorer explorer = new Explorer(Scenarios.named(arguments[0]), Path.of(arguments[3]));
        explorer.watch();
        boolean trace = Boolean.getBoolean("schedules.trace");
        boolean correct = explorer.explore(WARM_UP_SEED, WARM_UP, false, false)
                && explorer.explore(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), true, trace);
        if (correct) {
            explorer.out.println(CORRECT);
        }
        explorer.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private boolean explore(long firstSeed, int seeds, boolean preempts, boolean trace) {
        Seeds random = new Seeds(firstSeed, completed::set);
        Fingerprints fingerprints = new Fingerprints();
        Configuration configuration = configuration(random, seeds, preempts, fingerprints);
        configuration.getScheduleObservers().add(fingerprints);
        if (trace) {
            configuration.getScheduleObservers().add(new Trace(out));
        }
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // of Fray's progress
        TestRunner runner = new TestRunner(configuration);
        System.setOut(out);
        Throwable violation = runner.run();
        if (preempts) {
            out.println("distinct schedules: " + fingerprints.distinct());
        }
        if (violation != null) {
            out.println("seed " + random.current() + ":");
            violation.printStackTrace(out);
        }
        return violation == null;
    }

    private Configuration configuration(Seeds random, int seeds, boolean preempts, Fingerprints fingerprints) {
        boolean ignoreUnhandledExceptions = false;
        boolean interleaveMemoryOperations = true;
        boolean fullSchedule = false;
        boolean continueAfterViolation = false;
        boolean returnAfterViolation = true;
        boolean replay = false;
        boolean withoutFray = false;
        boolean dummyRun = false;
        boolean ignoreTimedBlock = false;
        boolean sleepAsYield = false;
        boolean resetClassLoader = false;
        boolean redirectStdout = false;
        boolean abortThreadsAfterMain = false;
        boolean hashStackTraces = false;
        return new Configuration(
                new ExecutionInfo(
                        new Run(random, fingerprints),
                        ignoreUnhandledExceptions,
                        interleaveMemoryOperations,
                        UNLIMITED),
                folder,
                seeds,
                Integer.MAX_VALUE,
                new SeededScheduler(random.getRandomness(), preempts),
                random,
                fullSchedule,
                continueAfterViolation,
                returnAfterViolation,
                replay,
                withoutFray,
                dummyRun,
                NetworkDelegateType.NONE,
                SystemTimeDelegateType.MOCK,
                STEP_NANOS,
                ignoreTimedBlock,
                sleepAsYield,
                resetClassLoader,
                redirectStdout,
                abortThreadsAfterMain,
                hashStackTraces,
                TimelineCoverageType.NONE);
    }

    /** Ends the process if a schedule does not: the threads run in circles, or wait for something outside the scheduler. */
    private void watch() {
        Thread watch = new Thread(
                () -> {
                    try {
                        for (long last = completed.get(); ; last = completed.get()) {
                            TimeUnit.SECONDS.sleep(HUNG_AFTER_SECONDS);
                            if (last == completed.get()) {
                                out.println("seed " + last + ": not completed after " + HUNG_AFTER_SECONDS + " s");
                                Thread.getAllStackTraces().forEach((thread, stack) -> {
                                    out.println(thread.getName());
                                    for (StackTraceElement element : stack) {
                                        out.println("\tat " + element);
                                    }
                                });
                                out.flush();
                                Runtime.getRuntime().halt(0);
                            }
                        }
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** One run of the scenario. */
    private final class Run implements Executor {
        private final Seeds seeds;
        private final Fingerprints fingerprints;

        Run(Seeds seeds, Fingerprints fingerprints) {
            this.seeds = seeds;
            this.fingerprints = fingerprints;
        }

        @Override
        public void beforeExecution() {}

        @Override
        public void execute(boolean resetClassLoader) {
            fingerprints.next();
            try {
                scenario.run(new SplittableRandom(seeds.current()));
            } catch (Exception failure) {
                throw new AssertionError("the scenario failed", failure);
            }
        }

        @Override
        public void afterExecution() {}
    }
}

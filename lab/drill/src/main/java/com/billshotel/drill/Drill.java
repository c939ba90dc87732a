package com.billshotel.drill;

import com.billshotel.drill.check.Checker;
import com.billshotel.drill.check.Deadlocks;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.check.Replicas;
import com.billshotel.drill.check.Violation;
import com.billshotel.drill.faults.Fault;
import com.billshotel.drill.faults.FaultTally;
import com.billshotel.drill.faults.Injector;
import com.billshotel.drill.faults.Schedule;
import com.billshotel.drill.system.CrashPlan;
import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.parts.Machine;
import com.billshotel.local.parts.PubSub;
import java.io.PrintStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** One drill: messages and faults together, then a quiet period, then the checks. */
final class Drill {
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(180);
    private static final Duration POINT_LIMIT = Duration.ofSeconds(120);
    private static final int MAX_REST_MILLIS = 300;

    /** A worker holds up to 20,000 unacknowledged messages. */
    private static final int MAX_REDELIVERIES_PER_RESTART = 500;

    /** Faults must hit a working system: this many messages must complete between two faults, unless {@link #DEAD_LIMIT} passes first. */
    private static final int WORK_BETWEEN_FAULTS = 50;

    private static final Duration DEAD_LIMIT = Duration.ofSeconds(10);

    /** The share of messages that should complete while faults are injected; the rest complete afterwards. */
    private static final double SHARE_DURING_FAULTS = 0.7;

    private static final Duration WORK_LIMIT = Duration.ofMillis(2_500);

    /** The share of messages that may be published before the first fault. */
    private static final double FIRST_SHARE = 0.02;

    /** The share of the messages of the phases so far that should complete before the next phase begins. */
    private static final double SHARE_BEFORE_NEXT_PHASE = 0.9;

    /** The share of a phase's messages that is published in step with its faults; the rest is for the time until its change is done. */
    private static final double SHARE_WITH_FAULTS = 0.5;

    /** While a phase waits for its change, this part of what remains of its messages is published each second. */
    private static final double LOAD_PER_SECOND = 0.05;

    private static final Duration PAUSE_LIMIT = Duration.ofSeconds(5);

    private final DrillOptions options;
    private final DrillSystem system;
    private final CrashPlan crashes;
    private final Traffic traffic;
    private final List<Phase> phases;
    private final Pauses pauses = new Pauses();
    private final Map<Phase, Duration> changes = new LinkedHashMap<>();
    private final Publisher publisher;
    private final Random random;
    private final FaultTally tally = new FaultTally();
    private final Findings findings = new Findings();
    private final PrintStream out;
    private final long start = System.nanoTime();
    private Duration handover = Duration.ZERO;
    private Duration failover = Duration.ZERO;
    private long deadlocks;

    Drill(
            DrillOptions options,
            DrillSystem system,
            CrashPlan crashes,
            Traffic traffic,
            List<Phase> phases,
            PrintStream out) {
        this.options = options;
        this.system = system;
        this.crashes = crashes;
        this.traffic = traffic;
        this.phases = phases;
        this.publisher = new Publisher(traffic, system, options.messages);
        this.random = new Random(options.seed);
        this.out = out;
    }

    /** Returns whether every check passed. */
    boolean run() throws Exception {
        Machine machine = Machine.with(system.database().version());
        Progress progress = new Progress(system, publisher, tally, crashes, out);
        try (progress) {
            progress.start();
            publisher.start();
            handOver();
            runPhases();
            publisher.allow(1);
            awaitQuiet();
            system.stopServices();
            publisher.stop();
        }
        check();
        boolean passed = report();
        Timeline timeline =
                new Timeline(machine, options.messages, options.seed, progress.samples(), progress.faults());
        timeline.write(system.logs().resolve(Timeline.FILE));
        new Picture(timeline).write(system.logs());
        out.println(machine);
        out.println("results and logs: " + system.logs());
        return passed;
    }

    private void handOver() throws InterruptedException {
        handover = new Handover(system, publisher).worstOf(options.handovers());
        if (handover.compareTo(Handover.LIMIT) > 0) {
            findings.add(Violation.Kind.STUCK, null, "a killed worker's messages took %s to complete", handover);
        }
        if (options.failsOver() && options.kills > 0) {
            failover = new Failover(system, publisher).worst();
            if (failover.compareTo(Failover.LIMIT) > 0) {
                findings.add(Violation.Kind.STUCK, null, "bookings waited %s for a primary that was there", failover);
            }
        }
    }

    private void runPhases() throws InterruptedException {
        if (options.kills > 0) {
            crashes.begin();
        }
        List<Fault> faults =
                Schedule.draw(random, options.kills, options.restarts(), options.members(), options.failsOver());
        try (Injector injector = new Injector(system, traffic.hotels().count(), random, tally);
                pauses) {
            pauses.start(phases.get(0), system, this::done);
            boolean changed = true;
            for (int i = 0; i < phases.size() && changed; i++) {
                changed = run(phases.get(i), injector, faults, (double) i / phases.size(), (i + 1.0) / phases.size());
            }
            reachMissingPoints(injector);
            injector.heal();
        }
    }

    /** Runs a phase with the faults and messages from one share to another; returns false if the system cannot be changed. */
    private boolean run(Phase phase, Injector injector, List<Fault> faults, double from, double to)
            throws InterruptedException {
        publisher.allow(from);
        awaitDone((long) (SHARE_BEFORE_NEXT_PHASE * from * options.messages), DEAD_LIMIT);
        pauses.begin(phase);
        Future<Duration> change = phase.begin();
        injectFaults(injector, faults, from, to, phase == Phase.STEADY ? 1 : SHARE_WITH_FAULTS);
        publishUntil(change, to);
        try {
            changes.put(phase, change.get());
            return true;
        } catch (ExecutionException failure) {
            findings.add(Violation.Kind.STUCK, null, "phase %s: %s", phase.name(), failure.getCause());
            return false;
        }
    }

    /** Injects the faults from one share to another, and publishes some of the messages meanwhile. */
    private void injectFaults(Injector injector, List<Fault> faults, double from, double to, double ofMessages)
            throws InterruptedException {
        int end = (int) Math.round(to * faults.size());
        for (int i = (int) Math.round(from * faults.size()); i < end && !isLate(); i++) {
            double share = from + ((double) i / faults.size() - from) * ofMessages;
            publisher.allow(FIRST_SHARE + (1 - FIRST_SHARE) * share);
            inject(injector, faults.get(i));
            awaitWork((long) (SHARE_DURING_FAULTS * share * options.messages));
        }
    }

    /** Publishes what remains up to a share, fewer and fewer messages a second, so that they last until a change is done. */
    private void publishUntil(Future<?> change, double share) throws InterruptedException {
        double remaining = share - publisher.allowedShare();
        long begin = System.nanoTime();
        while (!change.isDone()) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            publisher.allow(share - remaining * Math.exp(-LOAD_PER_SECOND * seconds));
            Thread.sleep(20);
        }
    }

    private void inject(Injector injector, Fault fault) throws InterruptedException {
        while (!injector.inject(fault) && !isLate()) {
            Thread.sleep(20);
        }
        if (fault.stopsMysql()) {
            pauses.excuseUntilMysqlIsUp();
        }
        system.restartServicesArmedInDrain();
        Thread.sleep(random.nextInt(MAX_REST_MILLIS));
    }

    private void awaitWork(long messages) throws InterruptedException {
        awaitDone(done() + WORK_BETWEEN_FAULTS, DEAD_LIMIT);
        awaitDone(messages, WORK_LIMIT);
    }

    private void awaitDone(long goal, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (done() < goal && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    /** Keeps killing until every crash point was reached: a process can be armed only when it starts. Locks lead to retries. */
    private void reachMissingPoints(Injector injector) throws InterruptedException {
        long deadline = System.nanoTime() + POINT_LIMIT.toNanos();
        while (options.wantsAllPoints() && !crashes.missing().isEmpty() && System.nanoTime() < deadline) {
            inject(injector, Fault.LOCK_HOTELS);
            inject(injector, random.nextBoolean() ? Fault.KILL_WORKER : Fault.KILL_SERVER);
            awaitWork(0);
        }
        if (options.wantsAllPoints() && !crashes.missing().isEmpty()) {
            findings.add(Violation.Kind.STUCK, null, "crash points never reached: %s", crashes.missing());
        }
    }

    private boolean isLate() {
        return System.nanoTime() - start > options.limit().toNanos();
    }

    private void awaitQuiet() throws InterruptedException {
        if (isLate()) {
            publisher.stop();
        }
        long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
        long before = 0;
        while (!publisher.isDone() && !isLate() || backlog() > 0) {
            if (done() > before) {
                before = done();
                deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
            } else if (System.nanoTime() > deadline) {
                findings.add(Violation.Kind.STUCK, null, "%d messages never completed", backlog());
                return;
            }
            Thread.sleep(50);
        }
    }

    private long done() {
        return publisher.published() - backlog();
    }

    private int backlog() {
        return system.broker().backlog(PubSub.SUBSCRIPTION_PATH).total();
    }

    private void check() throws Exception {
        out.println("Checking " + publisher.journal().size() + " messages");
        system.incidents().strays().forEach(stray -> findings.add(Violation.Kind.STUCK, null, "%s", stray));
        deadlocks = Deadlocks.check(system.logFiles(), findings);
        checkForStorm();
        system.mysqlProblem().ifPresent(problem -> findings.add(Violation.Kind.STUCK, null, "MySQL: %s", problem));
        Replicas.check(system.database(), system.replicas(), findings);
        checkForPause();
        Checker checker = new Checker(traffic, publisher.journal(), options.oldBookings());
        try (Connection connection = system.database().connect()) {
            checker.check(connection, findings);
            findings.violations().forEach(out::println);
            checker.histories(connection, findings).forEach(out::println);
        }
    }

    /** An orderly stop completes its messages; only those in transit to it are redelivered. */
    private void checkForStorm() {
        long redeliveries = system.broker().redeliveries(PubSub.SUBSCRIPTION_PATH);
        if (options.kills == 0 && redeliveries > (long) system.incidents().stops() * MAX_REDELIVERIES_PER_RESTART) {
            findings.add(Violation.Kind.STUCK, null, "%d redeliveries although nothing was killed", redeliveries);
        }
    }

    private void checkForPause() {
        if (options.kills == 0 && pauses.longest().compareTo(PAUSE_LIMIT) > 0) {
            findings.add(
                    Violation.Kind.STUCK,
                    null,
                    "nothing was completed for %.1f s although nothing was killed",
                    pauses.longest().toMillis() / 1e3);
        }
    }

    private boolean report() {
        changes.forEach((phase, time) -> out.printf(
                "%s=%.1fs longest-pause=%.1fs%n",
                phase.name(), time.toMillis() / 1e3, pauses.longest(phase).toMillis() / 1e3));
        out.println("crash points: " + crashes);
        system.failovers()
                .ifPresent(
                        failovers -> out.printf("%s longest-failover=%.1fs%n", failovers, failover.toMillis() / 1e3));
        out.printf(
                "crash-points=%d halts=%d %s %s ambiguous-commits=%d redeliveries=%d deadlocks=%d longest-handover=%.1fs"
                        + " longest-stop=%.1fs longest-pause=%.1fs minutes=%.1f mysql=%s %s seed=%d%n",
                crashes.reached(),
                crashes.halts(),
                tally,
                publisher.tally(),
                system.links().stream()
                        .mapToLong(link -> link.faults().ambiguousCommits())
                        .sum(),
                system.broker().redeliveries(PubSub.SUBSCRIPTION_PATH),
                deadlocks,
                handover.toMillis() / 1e3,
                system.incidents().longestStop().toMillis() / 1e3,
                pauses.longest().toMillis() / 1e3,
                (System.nanoTime() - start) / 60e9,
                options.mysql,
                findings,
                options.seed);
        return findings.isEmpty();
    }
}

package com.billshotel.drill.faults;

import com.billshotel.drill.net.FaultyLink;
import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Member;
import com.billshotel.drill.system.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Injects scheduled faults into members and links picked at random. */
public final class Injector implements AutoCloseable {
    /** Longer than a message's lease of 10 s. */
    private static final int PAUSE_MILLIS = 11_000;

    private static final int MAX_DELAY_MILLIS = 400;

    /** Longer than the services wait for a lock, so that attempts fail and are repeated. */
    private static final int LOCK_MILLIS = 3_000;

    private static final int LOCKED_HOTELS = 3;

    private final DrillSystem system;
    private final Random random;
    private final FaultTally tally;
    private final int hotels;
    private final HotelLocks locks;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "resume");
        thread.setDaemon(true);
        return thread;
    });

    /** @param hotels the number of hotels, which are numbered from 0 */
    public Injector(DrillSystem system, int hotels, Random random, FaultTally tally) {
        this.system = system;
        this.hotels = hotels;
        this.random = random;
        this.tally = tally;
        this.locks = new HotelLocks(system::database, timer);
    }

    /** Injects a fault; returns false if no suitable member is up. */
    public boolean inject(Fault fault) {
        boolean done =
                switch (fault) {
                    case KILL_WORKER -> pick(Role.WORKER).map(this::kill).isPresent();
                    case KILL_SERVER -> pick(Role.SERVER).map(this::kill).isPresent();
                    case KILL_MYSQL -> pick(Role.MYSQL).map(this::kill).isPresent();
                    case KILL_EVERYTHING -> killEverything();
                    case PAUSE_WORKER -> pick(Role.WORKER).map(this::pause).isPresent();
                    case PAUSE_SERVER -> pick(Role.SERVER).map(this::pause).isPresent();
                    case PAUSE_MYSQL -> pick(Role.MYSQL).map(this::pause).isPresent();
                    case RESTART_WORKER ->
                        pickWhenAllAreUp(Role.WORKER).map(this::restart).isPresent();
                    case RESTART_SERVER ->
                        pickWhenAllAreUp(Role.SERVER).map(this::restart).isPresent();
                    case CHANGE_PRIMARY -> pick(Role.MYSQL).map(this::restart).isPresent();
                    case LOCK_HOTELS -> lockHotels();
                    default -> disturbLink(fault);
                };
        if (done) {
            tally.mark(fault);
        }
        return done;
    }

    /** Ends all faults of links. */
    public void heal() {
        system.links().forEach(link -> link.faults().heal());
    }

    @Override
    public void close() {
        timer.shutdown(); // paused processes must still be resumed
    }

    private Optional<Member> pick(Role role) {
        List<Member> candidates = system.members().stream()
                .filter(member -> member.role() == role && member.isUp())
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    /** An orchestrator restarts no member while another one is still down. */
    private Optional<Member> pickWhenAllAreUp(Role role) {
        return system.members().stream().allMatch(Member::isUp) ? pick(role) : Optional.empty();
    }

    private Member kill(Member member) {
        member.kill();
        tally.killed(member.role());
        return member;
    }

    private boolean killEverything() {
        List<Member> members = system.members();
        boolean up = members.stream().allMatch(Member::isUp);
        if (up) {
            members.forEach(this::kill);
        }
        return up;
    }

    private Member restart(Member member) {
        member.restartOrderly();
        tally.restarted(member.role());
        return member;
    }

    private Member pause(Member member) {
        member.process().ifPresent(process -> {
            signal("-STOP", process);
            timer.schedule(
                    () -> signal("-CONT", process),
                    PAUSE_MILLIS + random.nextInt(PAUSE_MILLIS / 4),
                    TimeUnit.MILLISECONDS);
            tally.paused(member.role());
        });
        return member;
    }

    /** Includes number 0, which gets a quarter of the bookings. */
    private boolean lockHotels() {
        List<Integer> locked = IntStream.concat(IntStream.of(0), random.ints(LOCKED_HOTELS - 1, 0, hotels))
                .boxed()
                .toList();
        return locks.take(locked, Duration.ofMillis(LOCK_MILLIS + random.nextInt(LOCK_MILLIS)));
    }

    private boolean disturbLink(Fault fault) {
        List<FaultyLink> links = system.links().stream()
                .filter(link -> fault != Fault.CUT_COMMIT || link.faults().isToMysql() && link.isInUse())
                .toList();
        if (links.isEmpty()) {
            return false;
        }
        FaultyLink link = links.get(random.nextInt(links.size()));
        switch (fault) {
            case CUT -> link.cut();
            case HALF_CLOSE -> link.halfClose(random.nextBoolean());
            case DELAY -> link.faults().delay(Duration.ofMillis(1 + random.nextInt(MAX_DELAY_MILLIS)), seconds(4));
            case DROP_REPLIES -> link.faults().dropReplies(seconds(6));
            default -> link.faults().cutCommits(1 + random.nextInt(2));
        }
        return true;
    }

    private Duration seconds(int most) {
        return Duration.ofMillis(500 + random.nextInt(most * 1000));
    }

    private static void signal(String signal, ProcessHandle process) {
        if (process.isAlive()) {
            try {
                new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}

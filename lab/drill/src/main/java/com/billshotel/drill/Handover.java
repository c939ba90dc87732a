package com.billshotel.drill;

import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Member;
import com.billshotel.drill.system.Role;
import com.billshotel.local.parts.PubSub;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Measures how long it takes until another worker has completed a killed worker's messages. Messages keep arriving, but no other
 * fault is injected: the time runs from the kill until every message leased at that moment is acknowledged.
 */
final class Handover {
    static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ATTEMPTS = 1_000;
    private static final int BURST = 1_000;

    private final DrillSystem system;
    private final Publisher publisher;

    Handover(DrillSystem system, Publisher publisher) {
        this.system = system;
        this.publisher = publisher;
    }

    /** The longest handover of a number of kills. */
    Duration worstOf(int kills) throws InterruptedException {
        Duration worst = Duration.ZERO;
        for (int i = 0; i < kills; i++) {
            Duration time = measure(i);
            worst = time.compareTo(worst) > 0 ? time : worst;
        }
        return worst;
    }

    private Duration measure(int turn) throws InterruptedException {
        List<Member> workers = system.members().stream()
                .filter(member -> member.role() == Role.WORKER)
                .toList();
        system.awaitAllUp();
        Thread.sleep(1_000); // for its streams to open and receive messages
        BooleanSupplier done = killWhileLeasing(workers.get(turn % workers.size()));
        long start = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(20);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private BooleanSupplier killWhileLeasing(Member worker) throws InterruptedException {
        publisher.allowMore(BURST);
        BooleanSupplier done = () -> true;
        for (int i = 0; i < MAX_ATTEMPTS && done.getAsBoolean(); i++) {
            Thread.sleep(2);
            done = system.broker().inHandIsDone(PubSub.SUBSCRIPTION_PATH);
        }
        worker.kill();
        return done;
    }
}

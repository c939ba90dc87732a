package com.billshotel.drill;

import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Member;
import com.billshotel.drill.system.Role;
import com.billshotel.local.parts.PubSub;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How long a killed worker's messages take to be done by another. Measured while nothing else goes wrong, with messages coming in:
 * the time from the kill until everything that anybody had in hand at that moment is acknowledged.
 */
final class Handover {
    static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS_TO_HIT = 1_000;
    private static final int BURST = 1_000;

    private final DrillSystem system;
    private final Publisher publisher;

    Handover(DrillSystem system, Publisher publisher) {
        this.system = system;
        this.publisher = publisher;
    }

    /** The longest of so many. */
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
        Thread.sleep(1_000); // for its streams to open and take their share
        BooleanSupplier done = killWithSomethingInHand(workers.get(turn % workers.size()));
        long start = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(20);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private BooleanSupplier killWithSomethingInHand(Member worker) throws InterruptedException {
        publisher.allowMore(BURST);
        BooleanSupplier done = () -> true;
        for (int i = 0; i < ATTEMPTS_TO_HIT && done.getAsBoolean(); i++) {
            Thread.sleep(2);
            done = system.broker().outstandingAcknowledged(PubSub.SUBSCRIPTION_PATH);
        }
        worker.kill();
        return done;
    }
}

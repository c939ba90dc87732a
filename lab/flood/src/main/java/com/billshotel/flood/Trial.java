package com.billshotel.flood;

import com.billshotel.flood.NormalClient.Result;
import com.billshotel.flood.attack.Attack;
import com.billshotel.flood.attack.Volume;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** One attack on one target while a normal client calls. */
final class Trial {
    /** The normal client alone, at the start. */
    static final Duration WARM_UP = Duration.ofSeconds(1);

    /** The normal client alone, after the attack. */
    static final Duration AFTERWARDS = Duration.ofSeconds(6);

    private final Attack attack;
    private final Target target;
    private final int limitMegabytes;

    Trial(Attack attack, Target target, int limitMegabytes) {
        this.attack = attack;
        this.target = target;
        this.limitMegabytes = limitMegabytes;
    }

    Outcome run(InetAddress source, Duration length) throws IOException, InterruptedException {
        AtomicInteger lines = new AtomicInteger();
        target.service().onLine(line -> lines.incrementAndGet());
        try (NormalClient client = NormalClient.start(target.call());
                Memory memory = Memory.of(target.service().handle())) {
            Thread.sleep(WARM_UP.toMillis());
            int linesBefore = lines.get();
            long start;
            Volume volume;
            try (AttackProcess attacker = AttackProcess.start(attack, target.address(), source)) {
                start = System.nanoTime();
                Thread.sleep(length.toMillis());
                volume = attacker.stop();
            }
            long end = System.nanoTime();
            Thread.sleep(AFTERWARDS.toMillis());
            List<Result> during = client.between(start, end);
            return new Outcome(
                    attack,
                    target.name(),
                    volume,
                    100.0 * during.stream().filter(call -> !call.succeeded()).count() / Math.max(1, during.size()),
                    during.stream()
                            .flatMap(call -> call.failure().stream())
                            .map(Throwable::toString)
                            .findFirst(),
                    Outcome.percentile(during, 50),
                    Outcome.percentile(during, 99),
                    memory.peakMegabytes(),
                    limitMegabytes,
                    recovery(client, end),
                    lines.get() - linesBefore,
                    !target.service().handle().isAlive());
        }
    }

    /** Calls sent in the last second may still be unanswered, so they do not count. */
    private static OptionalDouble recovery(NormalClient client, long end) {
        long last = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        List<Result> after = client.between(end, last);
        if (after.isEmpty() || after.get(after.size() - 1).isBad()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(after.stream()
                        .filter(Result::isBad)
                        .mapToLong(Result::sentNanos)
                        .map(sent -> sent - end)
                        .max()
                        .orElse(0)
                / 1e9);
    }
}

package com.billshotel.schedules;

import java.util.ArrayList;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.pastalab.fray.core.randomness.ControlledRandom;
import org.pastalab.fray.core.randomness.Randomness;
import org.pastalab.fray.core.randomness.RandomnessProvider;

/** Numbers the schedules: each gets its random numbers from the next seed. */
final class Seeds implements RandomnessProvider {
    private final LongConsumer started;
    private long next;

    /** @param started is told each seed */
    Seeds(long first, LongConsumer started) {
        this.next = first;
        this.started = started;
    }

    @Override
    public Randomness getRandomness() {
        started.accept(next);
        long scrambled = new SplittableRandom(next++).nextLong(); // Random's first numbers are alike for similar seeds
        return new ControlledRandom(new ArrayList<>(), new ArrayList<>(), new Random(scrambled));
    }

    /** The seed of the schedule that is running. */
    long current() {
        return next - 1;
    }
}

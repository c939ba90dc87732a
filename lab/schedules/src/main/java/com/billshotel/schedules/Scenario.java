package com.billshotel.schedules;

import java.util.SplittableRandom;

/** Concurrent code with fake dependencies, and a check of what must hold however its threads interleave. */
interface Scenario {
    /**
     * Runs the code once and checks the result.
     *
     * @param choices decides what the fakes do; the same for the same seed
     * @throws AssertionError if a property is violated
     */
    void run(SplittableRandom choices) throws Exception;
}

package com.billshotel.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long each measurement runs.
 *
 * @param rounds of throughput measurements, after a warm-up round; the median counts
 * @param warmUp time before the clock starts
 * @param window time measured of each throughput
 * @param reads time measured of GetHotel for each number of callers, and its warm-up
 * @param latency time measured at each arrival rate
 * @param overload time of each overload; zero: none
 * @param backlog messages published in advance for the end-to-end figures
 * @param starts of each service; the median counts
 * @param lockBatches batches in which lock errors are counted
 * @param growth table sizes at which the cost per reservation is measured; empty: none
 * @param scales whether to measure several workers and servers
 */
record Plan(
        int rounds,
        Duration warmUp,
        Duration window,
        Duration reads,
        Duration latency,
        Duration overload,
        int backlog,
        int starts,
        int lockBatches,
        List<Integer> growth,
        boolean scales) {
    static final Plan QUICK = new Plan(
            2,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ZERO,
            50_000,
            1,
            1_000,
            List.of(),
            false);

    static final Plan FULL = new Plan(
            5,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            300_000,
            3,
            10_000,
            List.of(0, 1_000_000, 10_000_000),
            true);
}

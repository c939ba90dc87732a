package com.billshotel.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long each measure runs.
 *
 * @param rounds how often the throughputs are taken in turn, after a round that only warms up; the median counts
 * @param warmUp what runs before the clock does
 * @param window what the clock sees of a throughput
 * @param reads what the clock sees of GetHotel, for each number of callers
 * @param latency what the clock sees at each rate of arrival
 * @param backlog messages published ahead for the end-to-end figures
 * @param starts how often each service is started; the median counts
 * @param lockBatches batches in which lock errors are counted
 * @param growth rows in the tables when the cost per reservation is taken; empty: it is not
 * @param scales whether to try several workers and servers
 */
record Plan(
        int rounds,
        Duration warmUp,
        Duration window,
        Duration reads,
        Duration latency,
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
            300_000,
            3,
            10_000,
            List.of(0, 1_000_000, 10_000_000),
            true);
}

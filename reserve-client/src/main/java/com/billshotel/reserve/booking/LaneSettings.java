package com.billshotel.reserve.booking;

import com.billshotel.runtime.limits.TimeLimits;
import java.time.Duration;

/**
 * The lanes' sizes and time limits.
 *
 * @param lanes lanes for well-formed messages; each hotel belongs to one of them
 * @param retryThreads threads that retry contended hotels and quarantined messages
 * @param retry delays between the attempts at a contended hotel or a quarantined message
 * @param outage delays between the attempts at a batch while a dependency is down
 * @param lease how long to keep a message before it is nacked; somewhat shorter than the broker's lease
 * @param drain how long {@link BookingLanes#close} waits for queued messages
 */
record LaneSettings(int lanes, int retryThreads, Backoff retry, Backoff outage, Duration lease, Duration drain) {
    static final LaneSettings DEFAULT = new LaneSettings(
            4,
            4,
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10)),
            // Short: a batch that waits is the probe that notices the end of the outage, and there is only one in each
            // thread.
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)),
            TimeLimits.RETRY_BUDGET,
            Duration.ofSeconds(5));
}

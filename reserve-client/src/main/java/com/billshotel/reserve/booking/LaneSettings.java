package com.billshotel.reserve.booking;

import com.billshotel.runtime.limits.TimeLimits;
import java.time.Duration;

/**
 * The lanes' sizes and time limits.
 *
 * @param lanes lanes for well-formed messages; each hotel belongs to one of them
 * @param retryThreads threads that retry failed batches
 * @param backoff delays between attempts
 * @param lease how long to retry a message before it is nacked; somewhat shorter than the broker's lease
 * @param drain how long {@link BookingLanes#close} waits for queued messages
 */
record LaneSettings(int lanes, int retryThreads, Backoff backoff, Duration lease, Duration drain) {
    static final LaneSettings DEFAULT =
            new LaneSettings(4, 4, Backoff.DEFAULT, TimeLimits.RETRY_BUDGET, Duration.ofSeconds(5));
}

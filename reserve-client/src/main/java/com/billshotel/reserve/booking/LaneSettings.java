package com.billshotel.reserve.booking;

import com.billshotel.runtime.limits.TimeLimits;
import java.time.Duration;

/**
 * How the lanes are laid out.
 *
 * @param lanes threads that book; a hotel belongs to one of them
 * @param retryThreads threads that try again what failed
 * @param backoff the waits between attempts
 * @param lease how long to keep a message that cannot be concluded, somewhat shorter than the broker lends it
 * @param drain how long {@link BookingLanes#close} waits for what is in hand
 */
record LaneSettings(int lanes, int retryThreads, Backoff backoff, Duration lease, Duration drain) {
    static final LaneSettings DEFAULT =
            new LaneSettings(4, 4, Backoff.DEFAULT, TimeLimits.RETRY_BUDGET, Duration.ofSeconds(5));
}

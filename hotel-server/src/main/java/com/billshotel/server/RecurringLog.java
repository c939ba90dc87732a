package com.billshotel.server;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;

/**
 * Limits how often the same event is logged. One cause, such as an outage or a hotel whose data is invalid, fails every
 * call that it affects, and thousands of equal lines a second would hide all others.
 */
final class RecurringLog {
    /** Bounds the memory and the lines per interval, whatever the events are. */
    private static final int MAX_EVENTS = 1_000;

    private final Cache<String, Boolean> logged;

    /** @param interval the time between two lines about the same event */
    RecurringLog(Duration interval) {
        this.logged = CacheBuilder.newBuilder().expireAfterWrite(interval).build();
    }

    /** Whether to log the event now; if so, it is not due again until the interval has passed. */
    boolean isDue(String event) {
        if (logged.getIfPresent(event) != null) {
            return false;
        }
        if (logged.size() >= MAX_EVENTS) {
            logged.cleanUp();
        }
        return logged.size() < MAX_EVENTS && logged.asMap().putIfAbsent(event, true) == null;
    }
}

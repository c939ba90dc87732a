package com.billshotel.embedded.pubsub;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;

/** Retry backoff, and the limit on delivery attempts. */
final class RedeliveryRules {
    private static final int MAX_DOUBLINGS = 16;

    private RedeliveryRules() {}

    static boolean isExhausted(Subscription config, int attempts) {
        return config.hasDeadLetterPolicy()
                && attempts >= config.getDeadLetterPolicy().getMaxDeliveryAttempts();
    }

    /** 0 without a retry policy; otherwise the minimum, doubled with each further attempt up to the maximum. */
    static long backoffNanos(Subscription config, int attempts) {
        if (!config.hasRetryPolicy()) {
            return 0;
        }
        RetryPolicy policy = config.getRetryPolicy();
        long doubled = nanos(policy.getMinimumBackoff()) << Math.min(attempts - 1, MAX_DOUBLINGS);
        return Math.min(doubled, nanos(policy.getMaximumBackoff()));
    }

    static long nanos(Duration duration) {
        return duration.getSeconds() * 1_000_000_000L + duration.getNanos();
    }
}

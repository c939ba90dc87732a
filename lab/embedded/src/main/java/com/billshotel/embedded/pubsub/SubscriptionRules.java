package com.billshotel.embedded.pubsub;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Validation and defaults of subscriptions. */
final class SubscriptionRules {
    private static final int MIN_ACK_SECONDS = 10;
    private static final int MAX_ACK_SECONDS = 600;
    private static final long MAX_BACKOFF_SECONDS = 600;
    private static final Duration DEFAULT_MIN_BACKOFF = seconds(10);
    private static final Duration DEFAULT_MAX_BACKOFF = seconds(MAX_BACKOFF_SECONDS);
    private static final Duration DEFAULT_RETENTION = seconds(7 * 24 * 3600);
    private static final int DEFAULT_ATTEMPTS = 5;
    private static final int MAX_ATTEMPTS = 100;

    private SubscriptionRules() {}

    /** Returns the subscription with defaults filled in; throws if it is invalid or uses unsupported features. */
    static Subscription complete(Subscription requested) {
        ResourceNames.checkSubscription(requested.getName());
        refuseUnsupported(requested);
        Subscription.Builder result = requested.toBuilder().setState(Subscription.State.ACTIVE);
        if (requested.getAckDeadlineSeconds() == 0) {
            result.setAckDeadlineSeconds(MIN_ACK_SECONDS);
        }
        if (!requested.hasMessageRetentionDuration()) {
            result.setMessageRetentionDuration(DEFAULT_RETENTION);
        }
        if (requested.hasRetryPolicy()) {
            result.setRetryPolicy(complete(requested.getRetryPolicy()));
        }
        if (requested.hasDeadLetterPolicy()) {
            result.setDeadLetterPolicy(complete(requested.getDeadLetterPolicy()));
        }
        checkLease("ack_deadline_seconds", result.getAckDeadlineSeconds());
        return result.build();
    }

    /** Checks an initial lease duration; ModifyAckDeadline may set shorter ones. */
    static void checkLease(String field, int seconds) {
        Errors.checkRange(field, seconds, MIN_ACK_SECONDS, MAX_ACK_SECONDS);
    }

    static void checkModifiedLease(int seconds) {
        Errors.checkRange("ack_deadline_seconds", seconds, 0, MAX_ACK_SECONDS);
    }

    private static void refuseUnsupported(Subscription requested) {
        refuse(requested, "push", s -> !s.getPushConfig().equals(PushConfig.getDefaultInstance()));
        refuse(requested, "export to BigQuery", Subscription::hasBigqueryConfig);
        refuse(requested, "export to Cloud Storage", Subscription::hasCloudStorageConfig);
        refuse(requested, "filters", s -> !s.getFilter().isEmpty());
        refuse(requested, "message transforms", s -> s.getMessageTransformsCount() > 0);
        refuse(requested, "exactly-once delivery", Subscription::getEnableExactlyOnceDelivery);
        refuse(requested, "ordered delivery", Subscription::getEnableMessageOrdering);
    }

    private static void refuse(Subscription requested, String feature, Predicate<Subscription> isUsed) {
        if (isUsed.test(requested)) {
            throw Errors.unsupported(feature);
        }
    }

    private static RetryPolicy complete(RetryPolicy requested) {
        Duration min = requested.hasMinimumBackoff() ? requested.getMinimumBackoff() : DEFAULT_MIN_BACKOFF;
        Duration max = requested.hasMaximumBackoff() ? requested.getMaximumBackoff() : DEFAULT_MAX_BACKOFF;
        Stream.of(min, max)
                .forEach(backoff -> Errors.checkRange("retry_policy", backoff.getSeconds(), 0, MAX_BACKOFF_SECONDS));
        if (RedeliveryRules.nanos(min) > RedeliveryRules.nanos(max)) {
            throw Errors.invalid("retry_policy: minimum_backoff must not be greater than maximum_backoff.");
        }
        return RetryPolicy.newBuilder()
                .setMinimumBackoff(min)
                .setMaximumBackoff(max)
                .build();
    }

    private static DeadLetterPolicy complete(DeadLetterPolicy requested) {
        ResourceNames.checkTopic(requested.getDeadLetterTopic());
        int attempts = requested.getMaxDeliveryAttempts() == 0 ? DEFAULT_ATTEMPTS : requested.getMaxDeliveryAttempts();
        Errors.checkRange("max_delivery_attempts", attempts, DEFAULT_ATTEMPTS, MAX_ATTEMPTS);
        return requested.toBuilder().setMaxDeliveryAttempts(attempts).build();
    }

    private static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }
}

package com.billshotel.embedded.pubsub;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a subscription may ask for, and what it gets where it asks for nothing. */
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

    /** The subscription with its defaults filled in, or a refusal. */
    static Subscription complete(Subscription asked) {
        ResourceNames.checkSubscription(asked.getName());
        refuseUnsupported(asked);
        Subscription.Builder result = asked.toBuilder().setState(Subscription.State.ACTIVE);
        if (asked.getAckDeadlineSeconds() == 0) {
            result.setAckDeadlineSeconds(MIN_ACK_SECONDS);
        }
        if (!asked.hasMessageRetentionDuration()) {
            result.setMessageRetentionDuration(DEFAULT_RETENTION);
        }
        if (asked.hasRetryPolicy()) {
            result.setRetryPolicy(complete(asked.getRetryPolicy()));
        }
        if (asked.hasDeadLetterPolicy()) {
            result.setDeadLetterPolicy(complete(asked.getDeadLetterPolicy()));
        }
        checkLease("ack_deadline_seconds", result.getAckDeadlineSeconds());
        return result.build();
    }

    /** A deadline that leases are given at first; ModifyAckDeadline may set shorter ones. */
    static void checkLease(String field, int seconds) {
        Errors.checkRange(field, seconds, MIN_ACK_SECONDS, MAX_ACK_SECONDS);
    }

    static void checkModifiedLease(int seconds) {
        Errors.checkRange("ack_deadline_seconds", seconds, 0, MAX_ACK_SECONDS);
    }

    private static void refuseUnsupported(Subscription asked) {
        refuse(asked, "push", s -> !s.getPushConfig().equals(PushConfig.getDefaultInstance()));
        refuse(asked, "export to BigQuery", Subscription::hasBigqueryConfig);
        refuse(asked, "export to Cloud Storage", Subscription::hasCloudStorageConfig);
        refuse(asked, "filters", s -> !s.getFilter().isEmpty());
        refuse(asked, "message transforms", s -> s.getMessageTransformsCount() > 0);
        refuse(asked, "exactly-once delivery", Subscription::getEnableExactlyOnceDelivery);
        refuse(asked, "ordered delivery", Subscription::getEnableMessageOrdering);
    }

    private static void refuse(Subscription asked, String feature, Predicate<Subscription> isAsked) {
        if (isAsked.test(asked)) {
            throw Errors.unsupported(feature);
        }
    }

    private static RetryPolicy complete(RetryPolicy asked) {
        Duration min = asked.hasMinimumBackoff() ? asked.getMinimumBackoff() : DEFAULT_MIN_BACKOFF;
        Duration max = asked.hasMaximumBackoff() ? asked.getMaximumBackoff() : DEFAULT_MAX_BACKOFF;
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

    private static DeadLetterPolicy complete(DeadLetterPolicy asked) {
        ResourceNames.checkTopic(asked.getDeadLetterTopic());
        int attempts = asked.getMaxDeliveryAttempts() == 0 ? DEFAULT_ATTEMPTS : asked.getMaxDeliveryAttempts();
        Errors.checkRange("max_delivery_attempts", attempts, DEFAULT_ATTEMPTS, MAX_ATTEMPTS);
        return asked.toBuilder().setMaxDeliveryAttempts(attempts).build();
    }

    private static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }
}

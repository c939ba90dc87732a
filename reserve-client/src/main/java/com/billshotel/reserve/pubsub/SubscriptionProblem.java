package com.billshotel.reserve.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes in one line what is wrong with the subscription and how to fix it. */
final class SubscriptionProblem {
    private final String subscription;
    private final String address;

    SubscriptionProblem(String subscription, String address) {
        this.subscription = subscription;
        this.address = address;
    }

    String describe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException answer) {
                return describe(answer.getStatusCode().getCode(), answer);
            }
            if (cause instanceof IOException) {
                return "no credentials (" + cause.getMessage()
                        + "): set GOOGLE_APPLICATION_CREDENTIALS (on Kubernetes: Secret gcp-key, key key.json), or"
                        + " PUBSUB_EMULATOR_HOST";
            }
        }
        return subscription + ": " + failure;
    }

    /** Nothing is pulled before these are healthy. */
    String waiting(Stream<String> needed) {
        return "waits for " + needed.collect(Collectors.joining(" and "));
    }

    /** No stream is open, and the client library is reconnecting. */
    String disconnected(String lastStatus) {
        return "no stream from " + address + " (" + lastStatus + "): check the network, or PUBSUB_EMULATOR_HOST";
    }

    /** The connection seems to be open, but nothing is received. */
    String silent(Duration silence) {
        return address + " has been silent for " + silence.toSeconds() + " s: check the network";
    }

    private String describe(Code code, ApiException answer) {
        return switch (code) {
            case NOT_FOUND ->
                "there is no " + subscription + " at " + address
                        + ": gcloud pubsub subscriptions create " + subscription + " --topic=reserve"
                        + ", or check GOOGLE_CLOUD_PROJECT and RESERVE_SUBSCRIPTION";
            case PERMISSION_DENIED ->
                "no permission to pull " + subscription
                        + ": gcloud pubsub subscriptions add-iam-policy-binding " + subscription
                        + " --role=roles/pubsub.subscriber --member=serviceAccount:...";
            case UNAUTHENTICATED -> "the credentials are rejected: check GOOGLE_APPLICATION_CREDENTIALS";
            case FAILED_PRECONDITION, INVALID_ARGUMENT ->
                subscription + " cannot be pulled (" + answer.getMessage() + "): it must be a pull subscription";
            default -> subscription + ": " + answer.getMessage();
        };
    }
}

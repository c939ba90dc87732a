package com.billshotel.reserve.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;

/** Describes in one line why publishing to a topic fails and how to fix it. */
final class TopicProblem {
    private final String topic;
    private final String address;

    TopicProblem(String topic, String address) {
        this.topic = topic;
        this.address = address;
    }

    String describe(Throwable failure) {
        return failure instanceof ApiException answer
                ? describe(answer.getStatusCode().getCode(), answer)
                : topic + ": " + failure;
    }

    String unavailable() {
        return address + " does not accept messages for " + topic + ": check the network, or PUBSUB_EMULATOR_HOST";
    }

    /** Whether Pub/Sub rejected the message itself, so that a retry is useless. */
    static boolean isRejection(Throwable failure) {
        return failure instanceof ApiException answer && answer.getStatusCode().getCode() == Code.INVALID_ARGUMENT;
    }

    private String describe(Code code, ApiException answer) {
        return switch (code) {
            case NOT_FOUND ->
                "there is no " + topic + " at " + address + ": gcloud pubsub topics create " + topic
                        + ", or check GOOGLE_CLOUD_PROJECT and the topic's name";
            case PERMISSION_DENIED ->
                "no permission to publish to " + topic + ": gcloud pubsub topics add-iam-policy-binding " + topic
                        + " --role=roles/pubsub.publisher --member=serviceAccount:...";
            case UNAUTHENTICATED -> "the credentials are rejected: check GOOGLE_APPLICATION_CREDENTIALS";
            case UNAVAILABLE, DEADLINE_EXCEEDED -> unavailable();
            default -> topic + ": " + answer.getMessage();
        };
    }
}

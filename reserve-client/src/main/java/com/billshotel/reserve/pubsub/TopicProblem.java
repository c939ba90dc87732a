package com.billshotel.reserve.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;

/** Says in one line why a topic takes no messages, and what to do about it. */
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

    String slow() {
        return address + " does not take messages to " + topic + ": check the network, or PUBSUB_EMULATOR_HOST";
    }

    /** Whether the message is at fault: to repeat it is no use. */
    static boolean isRefusal(Throwable failure) {
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
            case UNAUTHENTICATED -> "the credentials are not accepted: check GOOGLE_APPLICATION_CREDENTIALS";
            case UNAVAILABLE, DEADLINE_EXCEEDED -> slow();
            default -> topic + ": " + answer.getMessage();
        };
    }
}

package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Executor;

/** The request side of a StreamingPull: the first request opens it; later ones acknowledge, extend or ping. */
final class StreamingPullSession implements StreamObserver<StreamingPullRequest> {
    private final Catalog catalog;
    private final ServerCallStreamObserver<StreamingPullResponse> responses;
    private final Executor eventLoop;
    private Backlog backlog;
    private StreamConsumer consumer;
    private boolean failed;

    StreamingPullSession(
            Catalog catalog, ServerCallStreamObserver<StreamingPullResponse> responses, Executor eventLoop) {
        this.catalog = catalog;
        this.responses = responses;
        this.eventLoop = eventLoop;
        responses.setOnReadyHandler(this::ready);
        responses.setOnCancelHandler(this::leave);
    }

    @Override
    public void onNext(StreamingPullRequest request) {
        try {
            handle(request);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public void onError(Throwable cause) {
        leave();
    }

    @Override
    public void onCompleted() {
        if (consumer != null) {
            consumer.complete();
        } else if (!failed) {
            responses.onCompleted();
        }
    }

    private void handle(StreamingPullRequest request) {
        if (failed) {
            return;
        }
        if (consumer == null) {
            open(request);
        } else {
            update(request);
        }
        settleLeases(request);
    }

    private void open(StreamingPullRequest request) {
        backlog = catalog.backlog(request.getSubscription());
        SubscriptionRules.checkLease("stream_ack_deadline_seconds", request.getStreamAckDeadlineSeconds());
        consumer = new StreamConsumer(backlog, request, responses, eventLoop);
        backlog.join(consumer);
    }

    private void update(StreamingPullRequest request) {
        checkNotInitial(request);
        if (request.getStreamAckDeadlineSeconds() != 0) {
            SubscriptionRules.checkLease("stream_ack_deadline_seconds", request.getStreamAckDeadlineSeconds());
            consumer.setLeaseSeconds(request.getStreamAckDeadlineSeconds());
        }
        if (request.equals(StreamingPullRequest.getDefaultInstance())) {
            consumer.pong();
        }
    }

    private void settleLeases(StreamingPullRequest request) {
        if (request.getAckIdsCount() > 0) {
            backlog.acknowledge(request.getAckIdsList());
        }
        if (request.getModifyDeadlineAckIdsCount() != request.getModifyDeadlineSecondsCount()) {
            throw Errors.invalid("modify_deadline_ack_ids and modify_deadline_seconds must have the same size.");
        }
        request.getModifyDeadlineSecondsList().forEach(SubscriptionRules::checkModifiedLease);
        for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
            backlog.modifyDeadlines(List.of(request.getModifyDeadlineAckIds(i)), request.getModifyDeadlineSeconds(i));
        }
    }

    private static void checkNotInitial(StreamingPullRequest request) {
        boolean initial = !request.getSubscription().isEmpty()
                || request.getMaxOutstandingMessages() != 0
                || request.getMaxOutstandingBytes() != 0
                || request.getProtocolVersion() != 0;
        if (initial) {
            throw Errors.invalid(
                    "subscription, max_outstanding_messages, max_outstanding_bytes and protocol_version can "
                            + "only be set on the initial StreamingPullRequest.");
        }
    }

    private void fail(RuntimeException cause) {
        failed = true;
        if (consumer == null) {
            responses.onError(Answers.asStatus(cause));
        } else {
            consumer.fail(Answers.asStatus(cause));
        }
    }

    private void ready() {
        if (consumer != null) {
            consumer.ready();
        }
    }

    private void leave() {
        if (consumer != null) {
            consumer.leave();
        }
    }
}

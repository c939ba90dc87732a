package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.Executor;

/** The response side of a StreamingPull. */
final class StreamConsumer extends Consumer {
    private final Backlog backlog;
    private final ServerCallStreamObserver<StreamingPullResponse> responses;
    private final boolean answersPings;
    private volatile int leaseSeconds;
    private boolean ended;

    StreamConsumer(
            Backlog backlog,
            StreamingPullRequest request,
            ServerCallStreamObserver<StreamingPullResponse> responses,
            Executor eventLoop) {
        super(eventLoop, request.getMaxOutstandingMessages(), request.getMaxOutstandingBytes());
        this.backlog = backlog;
        this.responses = responses;
        this.answersPings = request.getProtocolVersion() >= 1;
        this.leaseSeconds = request.getStreamAckDeadlineSeconds();
    }

    @Override
    int leaseSeconds() {
        return leaseSeconds;
    }

    void setLeaseSeconds(int seconds) {
        leaseSeconds = seconds;
    }

    /** Sends one batch at a time, so that streams on the same event loop take turns. */
    @Override
    void fetch() {
        if (ended) {
            return;
        }
        if (!responses.isReady()) {
            setAccepting(false);
            backlog.wakeNext();
            return;
        }
        List<ReceivedMessage> batch = backlog.take(this);
        if (!batch.isEmpty()) {
            responses.onNext(StreamingPullResponse.newBuilder()
                    .addAllReceivedMessages(batch)
                    .build());
            wake();
        }
    }

    /** Called when the transport can take more responses. */
    void ready() {
        setAccepting(!ended);
        wake();
    }

    /**
     * Answers a keep-alive ping (an empty request). Clients with protocol version 1 send one at the start and every 30 s,
     * and close the stream if no response arrives within 15 s; older clients expect no response.
     */
    void pong() {
        if (answersPings && !ended) {
            responses.onNext(StreamingPullResponse.getDefaultInstance());
        }
    }

    /** Stops taking messages; those already delivered stay leased until their deadlines. */
    void leave() {
        ended = true;
        setAccepting(false);
        backlog.leave(this);
    }

    void complete() {
        if (!ended) {
            leave();
            responses.onCompleted();
        }
    }

    @Override
    void fail(StatusRuntimeException status) {
        if (!ended) {
            leave();
            responses.onError(status);
        }
    }
}

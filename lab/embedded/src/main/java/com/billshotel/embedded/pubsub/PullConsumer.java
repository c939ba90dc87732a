package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.Executor;

/** A pending Pull: ends with the first batch, or with an empty response when its wait times out. */
final class PullConsumer extends Consumer {
    private final Backlog backlog;
    private final ServerCallStreamObserver<PullResponse> responses;
    private boolean ended;

    PullConsumer(
            Backlog backlog, int maxMessages, ServerCallStreamObserver<PullResponse> responses, Executor eventLoop) {
        super(eventLoop, maxMessages, 0);
        this.backlog = backlog;
        this.responses = responses;
    }

    @Override
    int leaseSeconds() {
        return backlog.config().getAckDeadlineSeconds();
    }

    @Override
    void fetch() {
        if (ended) {
            return;
        }
        List<ReceivedMessage> batch = backlog.take(this);
        if (!batch.isEmpty()) {
            answer(batch);
        }
    }

    void timeOut() {
        if (!ended) {
            answer(List.of());
        }
    }

    void leave() {
        ended = true;
        setAccepting(false);
        backlog.leave(this);
    }

    @Override
    void fail(StatusRuntimeException status) {
        if (!ended) {
            leave();
            responses.onError(status);
        }
    }

    private void answer(List<ReceivedMessage> batch) {
        leave();
        responses.onNext(PullResponse.newBuilder().addAllReceivedMessages(batch).build());
        responses.onCompleted();
    }
}

package com.billshotel.embedded.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes unary calls with the result or the exception of a piece of work. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static <T> void answer(StreamObserver<T> responses, Supplier<T> work) {
        T value;
        try {
            value = work.get();
        } catch (RuntimeException e) {
            responses.onError(asStatus(e));
            return;
        }
        responses.onNext(value);
        responses.onCompleted();
    }

    static StatusRuntimeException asStatus(RuntimeException e) {
        if (e instanceof StatusRuntimeException status) {
            return status;
        }
        LOG.error("A request failed inside the broker", e);
        return Status.INTERNAL.withDescription("Broker failure: " + e).asRuntimeException();
    }
}

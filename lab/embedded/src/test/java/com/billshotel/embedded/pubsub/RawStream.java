package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A StreamingPull without the client library, to observe each response. Stops reading after {@link #stopReading()}.
 */
final class RawStream implements ClientResponseObserver<StreamingPullRequest, StreamingPullResponse> {
    final List<ReceivedMessage> received = new CopyOnWriteArrayList<>();
    final AtomicInteger emptyResponses = new AtomicInteger();
    private final AtomicReference<Status> end = new AtomicReference<>();
    private ClientCallStreamObserver<StreamingPullRequest> requests;
    private volatile boolean reading = true;

    static StreamingPullRequest.Builder request(String subscription) {
        return StreamingPullRequest.newBuilder().setSubscription(subscription).setStreamAckDeadlineSeconds(10);
    }

    static RawStream open(PubSubClient client, StreamingPullRequest.Builder first) {
        RawStream stream = new RawStream();
        SubscriberGrpc.newStub(client.channel).streamingPull(stream);
        stream.send(first);
        return stream;
    }

    void send(StreamingPullRequest.Builder request) {
        requests.onNext(request.build());
    }

    void acknowledge(List<ReceivedMessage> messages) {
        StreamingPullRequest.Builder request = StreamingPullRequest.newBuilder();
        messages.forEach(message -> request.addAckIds(message.getAckId()));
        send(request);
    }

    void modify(ReceivedMessage message, int seconds) {
        send(StreamingPullRequest.newBuilder()
                .addModifyDeadlineAckIds(message.getAckId())
                .addModifyDeadlineSeconds(seconds));
    }

    void stopReading() {
        reading = false;
    }

    void complete() {
        requests.onCompleted();
    }

    /** Breaks the stream without completing it, as a killed client does. */
    void kill() {
        requests.cancel("killed", null);
    }

    void awaitMessages(int count) {
        Await.until(count + " messages", () -> received.size() >= count);
    }

    Status awaitEnd() {
        Await.until("the end of the stream", () -> end.get() != null);
        return end.get();
    }

    boolean isOpen() {
        return end.get() == null;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamingPullRequest> requestStream) {
        requests = requestStream;
        requests.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(StreamingPullResponse response) {
        received.addAll(response.getReceivedMessagesList());
        if (response.getReceivedMessagesCount() == 0) {
            emptyResponses.incrementAndGet();
        }
        if (reading) {
            requests.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        end.set(Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
        end.set(Status.OK);
    }
}

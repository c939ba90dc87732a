package com.billshotel.reserve.fakes;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberImplBase;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts every acknowledgement and extension; how its streams behave is up to the test. */
public abstract class FakeSubscriberService extends SubscriberImplBase {
    public final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Override
    public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> caller) {
        acknowledged.addAll(request.getAckIdsList());
        caller.onNext(Empty.getDefaultInstance());
        caller.onCompleted();
    }

    @Override
    public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> caller) {
        caller.onNext(Empty.getDefaultInstance());
        caller.onCompleted();
    }

    /** One message, whose payload is also its id and its acknowledgement's. */
    protected static StreamingPullResponse message(String payload) {
        return StreamingPullResponse.newBuilder()
                .addReceivedMessages(ReceivedMessage.newBuilder()
                        .setAckId(payload)
                        .setMessage(PubsubMessage.newBuilder()
                                .setMessageId(payload)
                                .setData(ByteString.copyFromUtf8(payload))))
                .build();
    }
}

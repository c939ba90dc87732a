package com.billshotel.embedded.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import com.linecorp.armeria.common.ContextAwareEventLoop;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Subscriber service; methods not overridden here return UNIMPLEMENTED. */
final class SubscriberApi extends SubscriberGrpc.SubscriberImplBase {
    /** Shorter than any client's pull deadline, so that a pull from an empty subscription ends empty instead of timing out. */
    private static final long MAX_PULL_WAIT_SECONDS = 3;

    private final Catalog catalog;

    SubscriberApi(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void createSubscription(Subscription request, StreamObserver<Subscription> responses) {
        Answers.answer(responses, () -> catalog.createSubscription(SubscriptionRules.complete(request)));
    }

    @Override
    public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> responses) {
        Answers.answer(
                responses, () -> catalog.backlog(request.getSubscription()).config());
    }

    @Override
    public void updateSubscription(UpdateSubscriptionRequest request, StreamObserver<Subscription> responses) {
        Answers.answer(responses, () -> catalog.updateSubscription(SubscriptionUpdate.of(request)));
    }

    @Override
    public void listSubscriptions(
            ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> responses) {
        Answers.answer(responses, () -> list(request));
    }

    @Override
    public void deleteSubscription(DeleteSubscriptionRequest request, StreamObserver<Empty> responses) {
        Answers.answer(responses, () -> {
            catalog.deleteSubscription(request.getSubscription());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> responses) {
        Answers.answer(responses, () -> {
            checkAckIds(request.getAckIdsList());
            catalog.backlog(request.getSubscription()).acknowledge(request.getAckIdsList());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> responses) {
        Answers.answer(responses, () -> {
            checkAckIds(request.getAckIdsList());
            SubscriptionRules.checkModifiedLease(request.getAckDeadlineSeconds());
            catalog.backlog(request.getSubscription())
                    .modifyDeadlines(request.getAckIdsList(), request.getAckDeadlineSeconds());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void pull(PullRequest request, StreamObserver<PullResponse> responses) {
        try {
            startPull(request, (ServerCallStreamObserver<PullResponse>) responses);
        } catch (RuntimeException e) {
            responses.onError(Answers.asStatus(e));
        }
    }

    @Override
    public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> responses) {
        return new StreamingPullSession(
                catalog, (ServerCallStreamObserver<StreamingPullResponse>) responses, eventLoop());
    }

    private void startPull(PullRequest request, ServerCallStreamObserver<PullResponse> responses) {
        Errors.checkRange("max_messages", request.getMaxMessages(), 1, Integer.MAX_VALUE);
        Backlog backlog = catalog.backlog(request.getSubscription());
        ContextAwareEventLoop eventLoop = eventLoop();
        PullConsumer pull = new PullConsumer(backlog, request.getMaxMessages(), responses, eventLoop);
        responses.setOnCancelHandler(pull::leave);
        backlog.join(pull);
        pull.run();
        if (returnsImmediately(request)) {
            pull.timeOut();
        } else {
            eventLoop.schedule(pull::timeOut, MAX_PULL_WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings("deprecation") // Google discourages the flag, but gcloud and many programs set it.
    private static boolean returnsImmediately(PullRequest request) {
        return request.getReturnImmediately();
    }

    private static ContextAwareEventLoop eventLoop() {
        return ServiceRequestContext.current().eventLoop();
    }

    private static void checkAckIds(List<String> ackIds) {
        if (ackIds.isEmpty()) {
            throw Errors.invalid("No ack ids specified.");
        }
    }

    private ListSubscriptionsResponse list(ListSubscriptionsRequest request) {
        String project = ResourceNames.checkProject(request.getProject());
        Page<Backlog> page = catalog.listSubscriptions(project, request.getPageSize(), request.getPageToken());
        ListSubscriptionsResponse.Builder response =
                ListSubscriptionsResponse.newBuilder().setNextPageToken(page.nextToken());
        page.items().forEach(backlog -> response.addSubscriptions(backlog.config()));
        return response.build();
    }
}

package com.billshotel.embedded.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import io.grpc.stub.StreamObserver;

/** The Publisher service; methods not overridden here return UNIMPLEMENTED. */
final class PublisherApi extends PublisherGrpc.PublisherImplBase {
    private final Catalog catalog;

    PublisherApi(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void createTopic(Topic request, StreamObserver<Topic> responses) {
        Answers.answer(responses, () -> catalog.createTopic(TopicRules.check(request)));
    }

    @Override
    public void getTopic(GetTopicRequest request, StreamObserver<Topic> responses) {
        Answers.answer(responses, () -> catalog.topic(request.getTopic()).config());
    }

    @Override
    public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> responses) {
        Answers.answer(responses, () -> list(request));
    }

    @Override
    public void listTopicSubscriptions(
            ListTopicSubscriptionsRequest request, StreamObserver<ListTopicSubscriptionsResponse> responses) {
        Answers.answer(responses, () -> list(request));
    }

    @Override
    public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> responses) {
        Answers.answer(responses, () -> {
            catalog.deleteTopic(request.getTopic());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> responses) {
        Answers.answer(responses, () -> publish(request));
    }

    private PublishResponse publish(PublishRequest request) {
        Fanout topic = catalog.topic(request.getTopic());
        PublishRules.check(request);
        return PublishResponse.newBuilder()
                .addAllMessageIds(topic.publish(request.getMessagesList()))
                .build();
    }

    private ListTopicsResponse list(ListTopicsRequest request) {
        String project = ResourceNames.checkProject(request.getProject());
        Page<Fanout> page = catalog.listTopics(project, request.getPageSize(), request.getPageToken());
        ListTopicsResponse.Builder response = ListTopicsResponse.newBuilder().setNextPageToken(page.nextToken());
        page.items().forEach(topic -> response.addTopics(topic.config()));
        return response.build();
    }

    private ListTopicSubscriptionsResponse list(ListTopicSubscriptionsRequest request) {
        Page<Backlog> page =
                catalog.listSubscriptionsOf(request.getTopic(), request.getPageSize(), request.getPageToken());
        ListTopicSubscriptionsResponse.Builder response =
                ListTopicSubscriptionsResponse.newBuilder().setNextPageToken(page.nextToken());
        page.items()
                .forEach(backlog -> response.addSubscriptions(backlog.config().getName()));
        return response.build();
    }
}

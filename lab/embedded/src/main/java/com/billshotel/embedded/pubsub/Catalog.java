package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All topics and subscriptions by name. Reads are lock-free; creating and deleting take a lock, to keep topics and
 * subscriptions consistent.
 */
final class Catalog {
    /** Google's name for the topic of a subscription whose topic was deleted. */
    private static final String DELETED_TOPIC = "_deleted-topic_";

    private final ConcurrentNavigableMap<String, Fanout> topics = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, Backlog> backlogs = new ConcurrentSkipListMap<>();
    private final DeadLetters deadLetters = new DeadLetters(this);

    synchronized Topic createTopic(Topic topic) {
        if (topics.putIfAbsent(topic.getName(), new Fanout(topic)) != null) {
            throw Errors.alreadyExists(topic.getName());
        }
        return topic;
    }

    Optional<Fanout> findTopic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    Fanout topic(String name) {
        return findTopic(name).orElseThrow(() -> Errors.notFound(name));
    }

    Page<Fanout> listTopics(String project, int pageSize, String token) {
        return Page.of(topics, project + "/topics/", pageSize, token);
    }

    /** Keeps the topic's subscriptions and their backlogs. */
    synchronized void deleteTopic(String name) {
        Fanout topic = topic(name);
        topics.remove(name);
        for (Backlog backlog : topic.backlogs()) {
            backlog.configure(
                    backlog.config().toBuilder().setTopic(DELETED_TOPIC).build());
        }
    }

    synchronized Subscription createSubscription(Subscription config) {
        Fanout topic = topic(config.getTopic());
        Backlog backlog = new Backlog(config, deadLetters);
        if (backlogs.putIfAbsent(config.getName(), backlog) != null) {
            throw Errors.alreadyExists(config.getName());
        }
        topic.attach(backlog);
        return config;
    }

    synchronized Subscription updateSubscription(SubscriptionUpdate update) {
        Backlog backlog = backlog(update.name());
        backlog.configure(update.applyTo(backlog.config()));
        return backlog.config();
    }

    Optional<Backlog> find(String name) {
        return Optional.ofNullable(backlogs.get(name));
    }

    Backlog backlog(String name) {
        return find(name).orElseThrow(() -> Errors.notFound(name));
    }

    Collection<Backlog> backlogs() {
        return backlogs.values();
    }

    Page<Backlog> listSubscriptions(String project, int pageSize, String token) {
        return Page.of(backlogs, project + "/subscriptions/", pageSize, token);
    }

    Page<Backlog> listSubscriptionsOf(String topic, int pageSize, String token) {
        TreeMap<String, Backlog> attached = new TreeMap<>();
        topic(topic).backlogs().forEach(backlog -> attached.put(backlog.config().getName(), backlog));
        return Page.of(attached, "", pageSize, token);
    }

    synchronized void deleteSubscription(String name) {
        Backlog backlog = backlog(name);
        backlogs.remove(name);
        findTopic(backlog.config().getTopic()).ifPresent(topic -> topic.detach(backlog));
        backlog.close(Errors.notFound(name));
    }

    /** Ends all calls; the result completes when they have ended. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(backlogs().stream()
                .map(backlog -> backlog.close(Errors.closing()))
                .toArray(CompletableFuture<?>[]::new));
    }
}

/**
 * An in-memory Pub/Sub broker for development, tests and benchmarks; the entry point is {@link
 * com.billshotel.embedded.pubsub.PubSubBroker}.
 *
 * <p>Internally, a {@code Catalog} holds topics and subscriptions, a {@code Backlog} holds the unacknowledged messages of
 * one subscription, and a {@code Consumer} is a stream or pull that receives messages. {@code PublisherApi} and {@code
 * SubscriberApi} only translate between these and gRPC.
 */
package com.billshotel.embedded.pubsub;

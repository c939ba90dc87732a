/**
 * A Pub/Sub broker in memory, for development, tests and benchmarks; {@link
 * com.billshotel.embedded.pubsub.PubSubBroker} is its front door.
 *
 * <p>Inside, a {@code Catalog} knows the topics and the subscriptions, a {@code Backlog} holds what one subscription
 * still has to have acknowledged, and a {@code Consumer} is one stream or one pull that messages go to. {@code
 * PublisherApi} and {@code SubscriberApi} only translate between these and gRPC.
 */
package com.billshotel.embedded.pubsub;

package com.billshotel.embedded.pubsub;

import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE;
import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD;

import com.billshotel.embedded.network.Ports;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An in-memory Pub/Sub broker. Serves {@code google.pubsub.v1} on one port, over gRPC for the client libraries and over
 * REST for {@code gcloud}:
 *
 * <pre>{@code
 * try (PubSubBroker broker = PubSubBroker.start(0)) {
 *     // PUBSUB_EMULATOR_HOST=<broker.endpoint()> for a client library, or
 *     // CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=http://<broker.endpoint()>/ for gcloud
 * }
 * }</pre>
 *
 * <p>For development, tests and benchmarks only: all state is in memory and lost on {@link #close()}, backlogs are
 * unbounded, messages and subscriptions never expire, and there is no authentication.
 *
 * <p>Guarantees to subscribers:
 *
 * <ul>
 *   <li>At-least-once delivery: a message is redelivered until it is acknowledged, or until the dead-letter policy of its
 *       subscription forwards it.
 *   <li>A message whose lease expires is redelivered within 0.1 s, alternating with new messages. As with Google, a broken
 *       stream does not end leases: its messages are redelivered at the deadline set by the stream or by a later
 *       ModifyAckDeadline, so acknowledgements still in flight count.
 *   <li>Messages arrive in publish order unless one is redelivered. Ordering keys are preserved, but have no further
 *       effect.
 *   <li>Streams have no maximum duration; keep-alive pings of the client libraries are answered.
 * </ul>
 *
 * <p>Unsupported features (push, filters, exactly-once and ordered delivery, schemas, snapshots, seek, detach) fail with
 * UNIMPLEMENTED; they are never silently ignored.
 */
public final class PubSubBroker implements AutoCloseable {
    private static final String ALL_INTERFACES = "0.0.0.0";

    /** Fits 10 MB of data in base64; {@link PublishRules} enforces the actual limit. */
    private static final int MAX_FRAME_BYTES = 32 << 20;

    private static final long MAX_STREAM_CLOSE_SECONDS = 1;

    private static final long CLOSE_POLL_NANOS = 1_000_000;

    private final Catalog catalog = new Catalog();
    private final LeaseClock clock = new LeaseClock(catalog);
    private final Server server;

    private PubSubBroker(String host, int port) {
        server = serve(host, port);
    }

    /**
     * Starts a broker without topics on the loopback interface.
     *
     * @param port the port to listen on, or 0 for any free port
     * @throws IllegalStateException if the port is in use; the message names it
     */
    public static PubSubBroker start(int port) {
        return start(Ports.LOOPBACK, port);
    }

    /**
     * Like {@link #start}, but listens on all interfaces. For containers: there is no authentication, so everyone who can
     * reach the port has full access.
     *
     * @param port the port to listen on, or 0 for any free port
     * @throws IllegalStateException if the port is in use; the message names it
     */
    public static PubSubBroker startOnAllInterfaces(int port) {
        return start(ALL_INTERFACES, port);
    }

    private static PubSubBroker start(String host, int port) {
        PubSubBroker broker = new PubSubBroker(host, port);
        try {
            broker.server.start().join();
        } catch (CompletionException e) {
            broker.close();
            throw new IllegalStateException(
                    "The Pub/Sub broker cannot listen on " + host + ":" + port + "; is the port in use?", e.getCause());
        }
        broker.clock.start();
        return broker;
    }

    /** The port it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Loopback host and port, in the format of {@code PUBSUB_EMULATOR_HOST}. */
    public String endpoint() {
        return Ports.LOOPBACK + ":" + port();
    }

    /**
     * Creates a topic, as clients can over the API.
     *
     * @param topic full name, {@code projects/p/topics/t}
     * @throws IllegalArgumentException if the name is malformed or already exists
     */
    public void createTopic(String topic) {
        orIllegalArgument(() -> catalog.createTopic(
                TopicRules.check(Topic.newBuilder().setName(topic).build())));
    }

    /**
     * Creates a subscription with the API's defaults, including an acknowledgement deadline of 10 s.
     *
     * @param subscription full name, {@code projects/p/subscriptions/s}
     * @param topic full name of an existing topic
     * @throws IllegalArgumentException if the name is malformed or already exists, or the topic does not exist
     */
    public void createSubscription(String subscription, String topic) {
        orIllegalArgument(() -> catalog.createSubscription(SubscriptionRules.complete(
                Subscription.newBuilder().setName(subscription).setTopic(topic).build())));
    }

    private static void orIllegalArgument(Runnable work) {
        try {
            work.run();
        } catch (StatusRuntimeException e) {
            throw new IllegalArgumentException(e.getStatus().getDescription(), e);
        }
    }

    /**
     * Size of a subscription's backlog.
     *
     * @param subscription full name, {@code projects/p/subscriptions/s}
     * @throws IllegalArgumentException if the subscription does not exist
     */
    public BacklogSize backlog(String subscription) {
        return find(subscription).size();
    }

    /**
     * Number of redeliveries of this subscription so far, after expired leases and nacks.
     *
     * @throws IllegalArgumentException if the subscription does not exist
     */
    public long redeliveries(String subscription) {
        return find(subscription).redeliveries();
    }

    /**
     * Captures the messages that are outstanding now. The returned supplier is true once all of them are acknowledged, by
     * any subscriber.
     *
     * @throws IllegalArgumentException if the subscription does not exist
     */
    public BooleanSupplier outstandingAcknowledged(String subscription) {
        Backlog backlog = find(subscription);
        List<Delivery> outstanding = backlog.outstanding();
        return () -> backlog.areAcknowledged(outstanding);
    }

    /** Ends all streams with UNAVAILABLE and frees the port. Idempotent. */
    @Override
    public void close() {
        clock.close();
        // Before the connections close, so that clients receive a status rather than a broken stream.
        catalog.close()
                .completeOnTimeout(null, MAX_STREAM_CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        CompletableFuture<Void> stopped = server.stop();
        // Does not wait for the whole stop: Armeria keeps its acceptor thread for two more idle seconds.
        while (isServing() && !stopped.isDone()) {
            LockSupport.parkNanos(CLOSE_POLL_NANOS);
        }
    }

    private boolean isServing() {
        return !server.activePorts().isEmpty() || server.numConnections() > 0;
    }

    private Backlog find(String subscription) {
        return catalog.find(subscription)
                .orElseThrow(() -> new IllegalArgumentException("No subscription " + subscription));
    }

    private Server serve(String host, int port) {
        ServerBuilder builder = Server.builder().http(new InetSocketAddress(host, port));
        // Streams are unbounded in time and size, so requests have no timeout and no maximum length.
        builder.requestTimeoutMillis(0).maxRequestLength(0).idleTimeoutMillis(0);
        // The metrics are unused, and the global registry warns about those of a second broker in the same JVM.
        builder.meterRegistry(NoopMeterRegistry.get());
        return builder.service(grpc())
                .service(
                        "/",
                        (ctx, request) -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, Signpost.TEXT))
                .errorHandler(new Signpost())
                .build();
    }

    private GrpcService grpc() {
        return GrpcService.builder()
                .addService(new PublisherApi(catalog))
                .addService(new SubscriberApi(catalog))
                .maxRequestMessageLength(MAX_FRAME_BYTES)
                .maxResponseMessageLength(MAX_FRAME_BYTES)
                .enableHttpJsonTranscoding(rest())
                .build();
    }

    /** REST clients send {@code pageSize}, which Armeria maps to {@code page_size} only if configured. */
    private static HttpJsonTranscodingOptions rest() {
        return HttpJsonTranscodingOptions.builder()
                .queryParamMatchRules(LOWER_CAMEL_CASE, ORIGINAL_FIELD)
                .errorHandler(new JsonErrors())
                .build();
    }

    /**
     * Number of unacknowledged messages of a subscription.
     *
     * @param undelivered messages waiting for delivery or redelivery
     * @param outstanding delivered messages with a running lease
     */
    public record BacklogSize(int undelivered, int outstanding) {
        /** The sum of both; 0 once every published message is acknowledged. */
        public int total() {
            return undelivered + outstanding;
        }
    }
}

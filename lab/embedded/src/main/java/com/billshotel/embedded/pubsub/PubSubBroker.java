package com.billshotel.embedded.pubsub;

import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE;
import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD;

import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
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
 * Speaks {@code google.pubsub.v1} on one port, over gRPC for the client libraries and over REST for {@code gcloud}:
 *
 * <pre>{@code
 * try (PubSubBroker broker = PubSubBroker.start(0)) {
 *     // PUBSUB_EMULATOR_HOST=<broker.endpoint()> for a client library, or
 *     // CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=http://<broker.endpoint()>/ for gcloud
 * }
 * }</pre>
 *
 * <p>It is for development, tests and benchmarks. Everything lives in memory, backlogs are unbounded, nothing survives
 * {@link #close()}, messages and subscriptions never expire, and nobody is asked for credentials.
 *
 * <p>What a subscriber can rely on:
 *
 * <ul>
 *   <li>At least once: a message comes back until it is acknowledged, for ever if need be, or until the dead-letter
 *       policy of its subscription moves it on.
 *   <li>A message whose lease ends comes back at most a tenth of a second later, in turns with the backlog. A broken
 *       stream does not end leases, just as with Google: its messages come back when the deadline that the stream, or a
 *       later ModifyAckDeadline, gave them has passed, so an acknowledgement that was already on its way still counts.
 *   <li>Messages come in the order of publishing as long as none of them has to come twice. Ordering keys are kept, but
 *       nothing more is promised for them.
 *   <li>A stream stays open for as long as both sides live; the keep-alive pings of the client libraries are answered.
 * </ul>
 *
 * <p>What it does not do (push, filters, exactly-once and ordered delivery, schemas, snapshots, seek, detach) is
 * answered with UNIMPLEMENTED, never silently left out.
 */
public final class PubSubBroker implements AutoCloseable {
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";

    /** Room for 10 MB of data in base64; {@link PublishRules} judges the true size. */
    private static final int MAX_FRAME_BYTES = 32 << 20;

    private static final long MAX_FAREWELL_SECONDS = 1;

    private static final long CLOSE_POLL_NANOS = 1_000_000;

    private final Catalog catalog = new Catalog();
    private final LeaseClock clock = new LeaseClock(catalog);
    private final Server server;

    private PubSubBroker(String host, int port) {
        server = serve(host, port);
    }

    /**
     * Starts a broker that has no topics yet, for this machine only.
     *
     * @param port the port to listen on, or 0 for any free one
     * @throws IllegalStateException if the port is taken; the text names it
     */
    public static PubSubBroker start(int port) {
        return start(THIS_MACHINE, port);
    }

    /** As {@link #start}, for other machines too: for a container, as whoever reaches the port may do everything. */
    public static PubSubBroker startForAll(int port) {
        return start(EVERYWHERE, port);
    }

    private static PubSubBroker start(String host, int port) {
        PubSubBroker broker = new PubSubBroker(host, port);
        try {
            broker.server.start().join();
        } catch (CompletionException e) {
            broker.close();
            throw new IllegalStateException(
                    "The Pub/Sub broker cannot listen on " + host + ":" + port + "; is the port taken?", e.getCause());
        }
        broker.clock.start();
        return broker;
    }

    /** The port it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Host and port for this machine, in the form that {@code PUBSUB_EMULATOR_HOST} takes. */
    public String endpoint() {
        return THIS_MACHINE + ":" + port();
    }

    /**
     * Creates a topic, as its clients can do over the wire.
     *
     * @param topic its full name, {@code projects/p/topics/t}
     * @throws IllegalArgumentException if the name is no such name or is taken
     */
    public void createTopic(String topic) {
        orIllegalArgument(() -> catalog.createTopic(
                TopicRules.check(Topic.newBuilder().setName(topic).build())));
    }

    /**
     * Creates a subscription with the defaults of the API, among them an acknowledgement deadline of 10 s.
     *
     * @param subscription its full name, {@code projects/p/subscriptions/s}
     * @param topic the full name of its topic, which must exist
     * @throws IllegalArgumentException if the name is no such name or is taken, or the topic does not exist
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
     * How much a subscription has left.
     *
     * @param subscription its full name, {@code projects/p/subscriptions/s}
     * @throws IllegalArgumentException if there is none of that name
     */
    public BacklogSize backlog(String subscription) {
        return find(subscription).size();
    }

    /**
     * How many times a message of this subscription was sent again, because its lease had ended or it was handed back.
     *
     * @throws IllegalArgumentException if there is no subscription of that name
     */
    public long redeliveries(String subscription) {
        return find(subscription).redeliveries();
    }

    /**
     * Remembers the messages that subscribers have in hand now; the answer turns true once each of them is acknowledged,
     * whoever does it in the end.
     *
     * @throws IllegalArgumentException if there is no subscription of that name
     */
    public BooleanSupplier inHandIsDone(String subscription) {
        Backlog backlog = find(subscription);
        List<Delivery> inHand = backlog.inHand();
        return () -> backlog.areDone(inHand);
    }

    /** Ends every stream with UNAVAILABLE and frees the port. Closing twice does nothing more. */
    @Override
    public void close() {
        clock.close();
        // Before their connections go, so that clients read a status and not just a broken stream.
        catalog.close()
                .completeOnTimeout(null, MAX_FAREWELL_SECONDS, TimeUnit.SECONDS)
                .join();
        CompletableFuture<Void> stopped = server.stop();
        // Not until it is done: Armeria keeps the thread that accepted connections for two idle seconds more.
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
        // Streams last for ever and may carry any number of bytes, so no limit may be set on the length or time of a
        // request.
        builder.requestTimeoutMillis(0).maxRequestLength(0).idleTimeoutMillis(0);
        // Nobody reads its metrics, and of a second broker's in one process the registry of all would complain.
        builder.meterRegistry(NoopMeterRegistry.get());
        return builder.service(grpc()).build();
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

    /** REST clients write {@code pageSize}, which Armeria does not take for {@code page_size} unless told. */
    private static HttpJsonTranscodingOptions rest() {
        return HttpJsonTranscodingOptions.builder()
                .queryParamMatchRules(LOWER_CAMEL_CASE, ORIGINAL_FIELD)
                .errorHandler(new JsonErrors())
                .build();
    }

    /**
     * The messages that a subscription still has to have acknowledged.
     *
     * @param undelivered messages waiting to be sent, for the first time or again
     * @param outstanding messages sent, whose lease still runs
     */
    public record BacklogSize(int undelivered, int outstanding) {
        /** Both together; 0 once everything published has been acknowledged. */
        public int total() {
            return undelivered + outstanding;
        }
    }
}

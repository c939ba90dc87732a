package com.billshotel.reserve.pubsub;

import com.billshotel.runtime.limits.TimeLimits;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriberShutdownSettings;
import com.google.cloud.pubsub.v1.SubscriberShutdownSettings.ShutdownMode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Configures the client library's subscribers. */
final class SubscriberFactory {
    /** Google's emulator delivers some 1,900 messages/s per stream, whatever the load; each stream makes a stop take longer. */
    static final int STREAMS = 4;

    /** How long each stream waits for its leased messages when it stops; the streams stop one after the other. */
    static final Duration STREAM_STOP = Duration.ofSeconds(3);

    /** At least 4 x rate x latency; acknowledgements alone may take 0.1 s, because the library flushes them that rarely. */
    private static final long OUTSTANDING_MESSAGES = 20_000;

    /** No limit for bookings in practice; keeps messages of up to 10 MB, which become dead letters, from filling the heap. */
    private static final long OUTSTANDING_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** The minimum. A killed worker's messages are redelivered to another after this time. */
    private static final Duration EXTENSION = Duration.ofSeconds(10);

    /** Each stream may occupy one while it delivers; the others send acknowledgements and lease extensions. */
    private static final int SYSTEM_THREADS = STREAMS + 4;

    /** Shared, because a subscriber would shut down its own executor before its channels, which then fail with errors. */
    private final ScheduledExecutorService system = Executors.newScheduledThreadPool(SYSTEM_THREADS, task -> {
        Thread thread = new Thread(task, "pubsub");
        thread.setDaemon(true);
        return thread;
    });

    private final StreamDrain drain;
    private final PubSub pubSub;
    private final String subscription;
    private final MessageReceiver receiver;
    private final StreamLimits limits;

    SubscriberFactory(PubSub pubSub, String subscription, MessageReceiver receiver, StreamLimits limits) {
        this.pubSub = pubSub;
        this.subscription = subscription;
        this.receiver = receiver;
        this.limits = limits;
        this.drain = new StreamDrain(limits.end());
    }

    /** Why a subscriber could not get credentials; empty if it could. */
    Optional<IOException> credentialsFault() {
        try {
            pubSub.credentials().getCredentials();
            return Optional.empty();
        } catch (IOException fault) {
            return Optional.of(fault);
        } catch (RuntimeException malformed) { // such as an empty file
            return Optional.of(new IOException("not a key: " + malformed.getMessage(), malformed));
        }
    }

    /** To be called before the last subscriber is stopped: what is on its way will be delivered. */
    void drain() {
        drain.begin();
    }

    /** Stops the threads that the subscribers share. */
    void close() {
        system.shutdownNow();
    }

    /** Creates a subscriber, which can be started only once. */
    Subscriber create(StreamWatch watch) {
        return Subscriber.newBuilder(subscription, receiver)
                .setChannelProvider(pubSub.channels(watch, drain).toBuilder()
                        .setKeepAliveTimeDuration(limits.ping())
                        .setKeepAliveTimeoutDuration(limits.pong())
                        .build())
                .setCredentialsProvider(pubSub.credentials())
                .setExecutorProvider(FixedExecutorProvider.create(new CallerThread()))
                .setSystemExecutorProvider(FixedExecutorProvider.create(system))
                .setParallelPullCount(STREAMS)
                .setFlowControlSettings(FlowControlSettings.newBuilder()
                        .setMaxOutstandingElementCount(OUTSTANDING_MESSAGES)
                        .setMaxOutstandingRequestBytes(OUTSTANDING_BYTES)
                        .build())
                .setMaxDurationPerAckExtensionDuration(EXTENSION)
                .setMaxAckExtensionPeriodDuration(TimeLimits.MESSAGE_LEASE)
                .setSubscriberShutdownSettings(SubscriberShutdownSettings.newBuilder()
                        .setMode(ShutdownMode.WAIT_FOR_PROCESSING)
                        .setTimeout(STREAM_STOP)
                        .build())
                .build();
    }
}

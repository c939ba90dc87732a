package com.billshotel.reserve.pubsub;

import com.billshotel.runtime.limits.TimeLimits;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriberShutdownSettings;
import com.google.cloud.pubsub.v1.SubscriberShutdownSettings.ShutdownMode;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** How the client library is set up, and why. */
final class SubscriberFactory {
    /** Google's emulator gives each stream some 1,900 messages/s, whatever the load; a stop takes longer with each stream. */
    static final int STREAMS = 4;

    /** How long each stream waits for its messages when it stops; the streams stop one after the other. */
    static final Duration STREAM_STOP = Duration.ofSeconds(3);

    /** At least 4 times rate times latency: acknowledgements alone may take 0.1 s, the library sends them that seldom. */
    private static final long OUTSTANDING_MESSAGES = 20_000;

    /** Far from a limit for bookings; of messages of up to 10 MB, which become dead letters, no more than memory can hold. */
    private static final long OUTSTANDING_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** The shortest there is. So long after a worker is killed its messages go to another. */
    private static final Duration EXTENSION = Duration.ofSeconds(10);

    /** Streams that wait for the lanes hold one each, acknowledgements and renewals of leases need the others. */
    private static final int SYSTEM_THREADS = STREAMS + 4;

    /** Shared, for a subscriber would shut down its own one before its channels, which then panic. */
    private final ScheduledExecutorService system = Executors.newScheduledThreadPool(SYSTEM_THREADS, task -> {
        Thread thread = new Thread(task, "pubsub");
        thread.setDaemon(true);
        return thread;
    });

    private final PubSub pubSub;
    private final String subscription;
    private final MessageReceiver receiver;
    private final StreamLimits limits;

    SubscriberFactory(PubSub pubSub, String subscription, MessageReceiver receiver, StreamLimits limits) {
        this.pubSub = pubSub;
        this.subscription = subscription;
        this.receiver = receiver;
        this.limits = limits;
    }

    /** Ends the threads that the subscribers shared. */
    void close() {
        system.shutdownNow();
    }

    /** A subscriber to be started and stopped once, with a watch of its own. */
    Subscriber create(StreamWatch watch) {
        return Subscriber.newBuilder(subscription, receiver)
                .setChannelProvider(pubSub.channels(watch).toBuilder()
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

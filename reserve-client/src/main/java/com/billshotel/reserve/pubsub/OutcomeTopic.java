package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.settings.Setting;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import java.util.Optional;

/**
 * A topic to which outcomes are published. Reports a problem from a failed publish until the next successful one; it does not
 * probe the topic, because that needs a permission that {@code roles/pubsub.publisher} does not include.
 */
public abstract class OutcomeTopic implements OutcomeSink, HealthCheck, AutoCloseable {
    private final String name;
    private final TopicPublisher publisher;
    private volatile String problem; // null if none is known

    /**
     * Does no I/O.
     *
     * @param setting the setting that names the topic
     * @param topic its id or full name
     */
    OutcomeTopic(PubSub pubSub, Setting<?> setting, String topic) {
        this.name = setting.name();
        this.publisher = new TopicPublisher(pubSub, topic);
    }

    /** The messages to publish for these outcomes; may be empty. */
    abstract List<PubsubMessage> messages(List<Outcome> outcomes);

    @Override
    public void store(List<Outcome> outcomes) throws DependencyException, InterruptedException {
        List<PubsubMessage> messages = messages(outcomes);
        if (messages.isEmpty()) {
            return;
        }
        try {
            publisher.publish(messages);
            problem = null;
        } catch (DependencyException | IllegalArgumentException failure) {
            problem = failure.getMessage();
            throw failure;
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public final void close() {
        publisher.close();
    }
}

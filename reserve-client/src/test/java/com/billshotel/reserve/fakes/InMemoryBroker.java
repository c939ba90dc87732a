package com.billshotel.reserve.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.billshotel.reserve.booking.Acknowledgement;
import com.billshotel.reserve.booking.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Delivers messages, and records which are acknowledged and whether that was too early. */
public final class InMemoryBroker {
    public static final Instant PUBLISHED = Instant.ofEpochSecond(1_700_000_000, 123_000_000);

    private final Predicate<String> mayBeAcknowledged;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> tooEarly = ConcurrentHashMap.newKeySet();
    private final Set<String> nacked = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Delivery> receiver = delivery -> {};

    /** @param mayBeAcknowledged whether the message with this id may be acknowledged now */
    public InMemoryBroker(Predicate<String> mayBeAcknowledged) {
        this.mayBeAcknowledged = mayBeAcknowledged;
    }

    public void deliverTo(Consumer<Delivery> receiver) {
        this.receiver = receiver;
    }

    /** Publishes and delivers; returns the message's id. */
    public String publish(String payload) {
        String id = Integer.toString(lastId.incrementAndGet());
        deliver(id, payload);
        return id;
    }

    /** Delivers, or redelivers, a message. */
    public void deliver(String id, String payload) {
        receiver.accept(new Delivery(id, payload.getBytes(UTF_8), Map.of("key", "value"), PUBLISHED, new Reply(id)));
    }

    public int published() {
        return lastId.get();
    }

    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Messages that were acknowledged before they were allowed to be. */
    public Set<String> acknowledgedTooEarly() {
        return Set.copyOf(tooEarly);
    }

    public Set<String> nacked() {
        return Set.copyOf(nacked);
    }

    public void awaitAcknowledged(String... ids) throws Exception {
        Await.until("acknowledgement of " + Set.of(ids), () -> acknowledged.containsAll(Set.of(ids)));
    }

    public void awaitAllAcknowledged() throws Exception {
        Await.until("acknowledgement of all " + published(), () -> acknowledged.size() == published());
    }

    private final class Reply implements Acknowledgement {
        private final String id;

        Reply(String id) {
            this.id = id;
        }

        @Override
        public void acknowledge() {
            if (!mayBeAcknowledged.test(id)) {
                tooEarly.add(id);
            }
            acknowledged.add(id);
        }

        @Override
        public void nack() {
            nacked.add(id);
        }
    }
}

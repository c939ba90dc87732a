package com.billshotel.reserve.fakes;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.reserve.booking.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The worker's tables, in memory; each batch is stored whole or not at all. */
public final class InMemoryLedger implements OutcomeSink {
    public final Faults<Outcome> faults = new Faults<>();

    private final Map<Long, Boolean> cancelled = new ConcurrentHashMap<>();
    private final Map<Long, String> rejections = new ConcurrentHashMap<>();
    private final Map<String, String> deadLetters = new ConcurrentHashMap<>();
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final List<List<Outcome>> batches = new ArrayList<>();

    @Override
    public void store(List<Outcome> outcomes) throws Exception {
        faults.before(outcomes);
        synchronized (this) {
            batches.add(List.copyOf(outcomes));
            outcomes.forEach(this::store);
        }
        faults.after();
    }

    private void store(Outcome outcome) {
        switch (outcome.verdict().kind()) {
            case CONFIRMED, CANCELLED ->
                cancelled.merge(outcome.message().id(), outcome.verdict() == Verdict.CANCELLED, Boolean::logicalOr);
            case REJECTED ->
                rejections.put(outcome.message().id(), outcome.verdict().reason());
            case DEAD_LETTER ->
                deadLetters.put(
                        outcome.delivery().messageId(), outcome.verdict().reason() + ": " + outcome.detail());
        }
        stored.add(outcome.delivery().messageId());
    }

    /** iscancel by reservation id. */
    public Map<Long, Boolean> reservations() {
        return Map.copyOf(cancelled);
    }

    /** Reason by reservation id. */
    public Map<Long, String> rejections() {
        return Map.copyOf(rejections);
    }

    /** Reason and detail by message id. */
    public Map<String, String> deadLetters() {
        return Map.copyOf(deadLetters);
    }

    public boolean hasStored(String messageId) {
        return stored.contains(messageId);
    }

    public synchronized List<List<Outcome>> batches() {
        return List.copyOf(batches);
    }
}

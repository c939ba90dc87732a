package com.billshotel.reserve.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Messages that are processed together, in order of arrival.
 *
 * @param outcomes one for each message, in the same order; empty until they are decided
 */
record Batch(List<PendingMessage> messages, List<Outcome> outcomes) {
    static final Batch EMPTY = undecided(List.of());

    static Batch undecided(List<PendingMessage> messages) {
        return new Batch(messages, List.of());
    }

    Batch decided(List<Outcome> decided) {
        return new Batch(messages, decided);
    }

    int size() {
        return messages.size();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    PendingMessage oldest() {
        return messages.get(0);
    }

    Batch firstHalf() {
        return part(0, size() / 2);
    }

    Batch secondHalf() {
        return part(size() / 2, size());
    }

    /** The matching messages with their outcomes. */
    Batch only(Predicate<PendingMessage> matches) {
        List<PendingMessage> matching = new ArrayList<>(size());
        List<Outcome> theirOutcomes = new ArrayList<>(outcomes.size());
        for (int i = 0; i < size(); i++) {
            if (matches.test(messages.get(i))) {
                matching.add(messages.get(i));
                if (!outcomes.isEmpty()) {
                    theirOutcomes.add(outcomes.get(i));
                }
            }
        }
        return new Batch(matching, theirOutcomes);
    }

    private Batch part(int from, int to) {
        return new Batch(messages.subList(from, to), outcomes.isEmpty() ? outcomes : outcomes.subList(from, to));
    }
}

package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.UnavailableException;
import com.billshotel.reserve.pubsub.ReserveTopic;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Publishes dead letters again, in batches: publish, wait until Pub/Sub has them, and only then mark them. Whatever ends it in
 * between leaves letters unmarked that were published; the next run publishes them again, which changes nothing.
 */
final class Replay {
    private static final int BATCH_MESSAGES = 500;
    private static final int BATCH_BYTES = 4 << 20;

    private final DeadLetterTable table;
    private final ReserveTopic topic;
    private final PrintWriter messages;
    private final Progress progress;
    private int replayed;
    private int refused;

    Replay(DeadLetterTable table, ReserveTopic topic, PrintWriter messages) {
        this.table = table;
        this.topic = topic;
        this.messages = messages;
        this.progress = new Progress(messages);
    }

    int replayed() {
        return replayed;
    }

    int refused() {
        return refused;
    }

    /** All such that are there now, the oldest first: what comes back as a dead letter meanwhile is not replayed for ever. */
    void all(Filter filter) throws SQLException, InterruptedException, UnavailableException {
        LocalDateTime now = table.now();
        progress.start(table.count(filter), topic.name());
        List<Stored> page = table.after(Stored.NONE, filter, now);
        while (!page.isEmpty()) {
            batches(page);
            page = table.after(page.get(page.size() - 1), filter, now);
        }
    }

    /** Just these. */
    void these(List<Stored> letters) throws SQLException, InterruptedException, UnavailableException {
        progress.start(letters.size(), topic.name());
        batches(letters);
    }

    private void batches(List<Stored> letters) throws SQLException, InterruptedException, UnavailableException {
        List<String> batch = new ArrayList<>();
        int bytes = 0;
        for (Stored letter : letters) {
            if (!batch.isEmpty() && (batch.size() == BATCH_MESSAGES || bytes + letter.bytes() > BATCH_BYTES)) {
                batch(batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(letter.messageId());
            bytes += letter.bytes();
        }
        batch(batch);
    }

    private void batch(List<String> messageIds) throws SQLException, InterruptedException, UnavailableException {
        Map<String, ReserveTopic.Message> letters = table.messages(messageIds);
        try {
            publish(letters);
        } catch (IllegalArgumentException oneRefused) {
            for (Map.Entry<String, ReserveTopic.Message> letter : letters.entrySet()) {
                publishAlone(letter.getKey(), letter.getValue());
            }
        }
        progress.at(replayed + refused);
    }

    private void publishAlone(String messageId, ReserveTopic.Message letter)
            throws SQLException, InterruptedException, UnavailableException {
        try {
            publish(Map.of(messageId, letter));
        } catch (IllegalArgumentException refusal) {
            refused++;
            messages.println("message " + messageId + " is refused: " + refusal.getMessage());
        }
    }

    private void publish(Map<String, ReserveTopic.Message> letters)
            throws SQLException, InterruptedException, UnavailableException {
        if (!letters.isEmpty()) {
            topic.publish(List.copyOf(letters.values()));
            table.markReplayed(letters.keySet());
            replayed += letters.size();
        }
    }
}

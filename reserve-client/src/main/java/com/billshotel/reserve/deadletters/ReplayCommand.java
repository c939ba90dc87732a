package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.deadletters.DeadLetterTable.DeadLetter;
import com.billshotel.reserve.deadletters.DeadLetterTable.Filter;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.reserve.pubsub.ReserveTopic;
import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code dead-letters replay}. Works in batches: publishes, waits until Pub/Sub has stored the messages, then marks them. If it
 * ends in between, published letters stay unmarked; the next run publishes them again, which is harmless.
 */
@Command(
        name = "replay",
        description = {
            "Publishes dead letters again, each under a new message id, and marks them as replayed.",
            "Safe to repeat, also after a failure: a message that is published twice is booked once."
        })
final class ReplayCommand extends DeadLetterSubcommand {
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(2);
    private static final int FIRST_BATCH = 16;
    private static final int MAX_BATCH = 500;

    @ArgGroup(multiplicity = "1")
    private Selection selection;

    @Option(
            names = "--topic",
            description = "topic to publish to, by id or full name (default: RESERVE_TOPIC, or reserve)")
    private String topic;

    private int replayed;
    private int rejected;
    private long reportedAt;

    private static final class Selection {
        @Parameters(paramLabel = "MESSAGE_ID", arity = "1..*", description = "these, even if replayed before")
        private Set<String> messageIds;

        @Option(names = "--all", required = true, description = "all that were not replayed yet")
        private boolean all;

        @Option(
                names = "--reason",
                required = true,
                converter = ReasonConverter.class,
                completionCandidates = ReasonConverter.class,
                description = "all with this reason that were not replayed yet: ${COMPLETION-CANDIDATES}")
        private Verdict reason;
    }

    ReplayCommand(Map<String, String> environment) {
        super(environment, PubSub.PROJECT, PubSub.EMULATOR, PubSub.RESERVE_TOPIC);
    }

    @Override
    protected Map<String, String> overrides() {
        return topic == null ? Map.of() : Map.of(PubSub.RESERVE_TOPIC.name(), topic);
    }

    @Override
    void run(DeadLetterTable table, Settings settings) throws Exception {
        Filter filter = filter(table);
        try (ReserveTopic reserve = new PubSub(settings).reserveTopic()) {
            try {
                replay(filter, table, reserve);
            } catch (DependencyException | SQLException failure) {
                report(replayed + " replayed for certain; repeat the command for the others");
                throw failure instanceof SQLException ? failure : new CommandFailedException(failure.getMessage());
            }
            out().println(replayed + " replayed to " + reserve.name() + ".");
            if (rejected > 0) {
                throw new CommandFailedException(rejected + " rejected, see above");
            }
        }
    }

    /** Excludes letters stored from now on: a replayed message may become a dead letter again. */
    private Filter filter(DeadLetterTable table) throws SQLException, CommandFailedException {
        if (selection.messageIds == null) {
            return Filter.of(selection.reason, false).and("stored_at <= ?", table.now());
        }
        Filter filter = Filter.of(selection.messageIds);
        Set<String> unknown = new TreeSet<>(selection.messageIds);
        table.newest(filter, unknown.size()).forEach(letter -> unknown.remove(letter.messageId()));
        if (!unknown.isEmpty()) {
            throw new CommandFailedException(
                    "there is no dead letter " + String.join(", ", unknown) + "; nothing was replayed");
        }
        return filter;
    }

    /** Batches grow while letters are small; of large ones MySQL would have to measure hundreds for each batch. */
    private void replay(Filter filter, DeadLetterTable table, ReserveTopic reserve) throws Exception {
        int count = table.count(filter);
        report("replaying " + count + " to " + reserve.name());
        List<DeadLetter> batch = table.nextBatch(filter, FIRST_BATCH);
        while (!batch.isEmpty()) {
            publishBatch(batch, table, reserve);
            if (System.nanoTime() - reportedAt > PROGRESS_INTERVAL.toNanos()) {
                report((replayed + rejected) + " of " + count);
            }
            DeadLetter last = batch.get(batch.size() - 1);
            Filter next = filter.and("stored_at >= ?", last.storedAt()) // the part that MySQL can look up in an index
                    .and("(stored_at, message_id) > (?, ?)", last.storedAt(), last.messageId());
            batch = table.nextBatch(next, Math.min(2 * batch.size(), MAX_BATCH));
        }
    }

    /** If Pub/Sub rejects a message of the batch, publishes each message separately. */
    private void publishBatch(List<DeadLetter> batch, DeadLetterTable table, ReserveTopic reserve) throws Exception {
        try {
            publish(batch, table, reserve);
        } catch (IllegalArgumentException rejection) {
            if (batch.size() == 1) {
                rejected++;
                report("message " + batch.get(0).messageId() + " is rejected: " + rejection.getMessage());
                return;
            }
            for (DeadLetter letter : batch) {
                publishBatch(List.of(letter), table, reserve);
            }
        }
    }

    private void publish(List<DeadLetter> letters, DeadLetterTable table, ReserveTopic reserve) throws Exception {
        reserve.publish(letters.stream().map(DeadLetter::message).toList());
        table.markReplayed(letters.stream().map(DeadLetter::messageId).toList());
        replayed += letters.size();
    }

    private void report(String progress) {
        err().println(progress);
        err().flush();
        reportedAt = System.nanoTime();
    }
}

package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.UnavailableException;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.reserve.pubsub.ReserveTopic;
import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Publishes dead letters to the topic again, each under a new message id, and notes that they were.",
            "Safe to repeat, after any failure too: a message that goes out twice is booked once."
        })
final class ReplayCommand extends LettersCommand {
    private static final List<Setting<?>> SETTINGS = Stream.<Setting<?>>concat(
                    MysqlPool.SETTINGS.stream(), Stream.of(PubSub.PROJECT, PubSub.EMULATOR, PubSub.RESERVE_TOPIC))
            .toList();

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--topic",
            description = "topic to publish to, as a short or a full name (default: RESERVE_TOPIC, or reserve)")
    private String topic;

    private static final class Which {
        @Parameters(paramLabel = "MESSAGE_ID", arity = "1..*", description = "these, whether or not replayed before")
        private List<String> messageIds;

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
        super(environment, SETTINGS);
    }

    @Override
    protected Map<String, String> overrides() {
        return topic == null ? Map.of() : Map.of(PubSub.RESERVE_TOPIC.name(), topic);
    }

    @Override
    void run(DeadLetterTable table, Settings settings)
            throws SQLException, InterruptedException, CommandFailedException {
        try (ReserveTopic reserve = new ReserveTopic(new PubSub(settings), settings.get(PubSub.RESERVE_TOPIC))) {
            Replay replay = new Replay(table, reserve, err());
            try {
                replay(replay, table);
            } catch (UnavailableException away) {
                sayHowFar(replay);
                throw new CommandFailedException(away.getMessage());
            } catch (SQLException failure) {
                sayHowFar(replay);
                throw failure;
            }
            out().println(replay.replayed() + " replayed to " + reserve.name() + ".");
            if (replay.refused() > 0) {
                throw new CommandFailedException(replay.refused() + " refused, see above");
            }
        }
    }

    private void replay(Replay replay, DeadLetterTable table)
            throws SQLException, InterruptedException, CommandFailedException, UnavailableException {
        if (which.messageIds == null) {
            replay.all(new Filter(which.reason, false));
        } else {
            Set<String> wanted = new TreeSet<>(which.messageIds);
            List<Stored> found = table.these(wanted);
            requireAll(wanted, found);
            replay.these(found);
        }
    }

    private void sayHowFar(Replay replay) {
        err().println(replay.replayed() + " replayed for certain; repeat the command for the others");
    }

    /** A slip of the finger is said before anything is done. */
    private static void requireAll(Set<String> wanted, List<Stored> found) throws CommandFailedException {
        Set<String> unknown = new TreeSet<>(wanted);
        found.forEach(letter -> unknown.remove(letter.messageId()));
        if (!unknown.isEmpty()) {
            throw new CommandFailedException(
                    "there is no dead letter " + String.join(", ", unknown) + "; nothing was replayed");
        }
    }
}

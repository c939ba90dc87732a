package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters list}. */
@Command(name = "list", description = "Lists dead letters that were not replayed yet, the newest first.")
final class ListCommand extends LettersCommand {
    private static final List<Setting<?>> SETTINGS = Stream.<Setting<?>>concat(
                    MysqlPool.SETTINGS.stream(), Stream.of(PubSub.DEAD_LETTER_TOPIC))
            .toList();

    private static final int LONGEST_DETAIL = 120;

    @Option(
            names = "--reason",
            converter = ReasonConverter.class,
            completionCandidates = ReasonConverter.class,
            description = "only those with this reason: ${COMPLETION-CANDIDATES}")
    private Verdict reason;

    @Option(names = "--limit", defaultValue = "50", description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--all", description = "those too that were replayed")
    private boolean all;

    ListCommand(Map<String, String> environment) {
        super(environment, SETTINGS);
    }

    @Override
    void run(DeadLetterTable table, Settings settings) throws SQLException {
        Filter filter = new Filter(reason, all);
        List<DeadLetter> newest = table.newest(filter, Math.max(0, limit));
        if (!newest.isEmpty()) {
            print(newest);
        }
        out().println(total(newest.size(), table.count(filter)));
        settings.get(PubSub.DEAD_LETTER_TOPIC)
                .ifPresent(topic -> out().println("DEAD_LETTER_TOPIC is set: new dead letters go to " + topic + "."));
    }

    private void print(List<DeadLetter> letters) {
        Columns columns = new Columns();
        columns.add(row("STORED", "REPLAYED", "MESSAGE ID", "REASON", "DETAIL"));
        for (DeadLetter letter : letters) {
            columns.add(row(
                    Times.text(letter.storedAt()),
                    Times.text(letter.replayedAt()),
                    letter.messageId(),
                    letter.reason(),
                    cut(letter.detail())));
        }
        columns.print(out());
    }

    private List<String> row(String stored, String replayed, String id, String why, String detail) {
        return all ? List.of(stored, replayed, id, why, detail) : List.of(stored, id, why, detail);
    }

    private String total(int shown, int count) {
        String which = (reason == null ? "" : " " + reason) + (all ? " in all" : " to replay");
        String what = count + (count == 1 ? " dead letter" : " dead letters") + which;
        return shown < count ? "The newest " + shown + " of " + what + "." : what + ".";
    }

    private static String cut(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "...";
    }
}

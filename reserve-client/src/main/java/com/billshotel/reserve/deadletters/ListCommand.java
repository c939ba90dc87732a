package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.deadletters.DeadLetterTable.DeadLetter;
import com.billshotel.reserve.deadletters.DeadLetterTable.Filter;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.runtime.settings.Settings;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters list}. */
@Command(name = "list", description = "Lists the dead letters that were not replayed yet, newest first.")
final class ListCommand extends DeadLetterSubcommand {
    private static final int MAX_DETAIL_CHARS = 120;

    @Option(
            names = "--reason",
            converter = ReasonConverter.class,
            completionCandidates = ReasonConverter.class,
            description = "only those with this reason: ${COMPLETION-CANDIDATES}")
    private Verdict reason;

    @Option(names = "--limit", defaultValue = "50", description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--all", description = "include those that were replayed")
    private boolean all;

    ListCommand(Map<String, String> environment) {
        super(environment, PubSub.DEAD_LETTER_TOPIC);
    }

    @Override
    void run(DeadLetterTable table, Settings settings) throws SQLException {
        Filter filter = Filter.of(reason, all);
        List<DeadLetter> newest = table.newest(filter, Math.max(0, limit));
        if (!newest.isEmpty()) {
            format(newest).lines().map(String::strip).forEach(out()::println);
        }
        out().println(total(newest.size(), table.count(filter)));
        settings.get(PubSub.DEAD_LETTER_TOPIC)
                .ifPresent(topic -> out().println("DEAD_LETTER_TOPIC is set: new dead letters go to " + topic + "."));
    }

    private String format(List<DeadLetter> letters) {
        return AsciiTable.getTable(
                AsciiTable.NO_BORDERS,
                letters,
                List.of(
                        column("STORED").with(letter -> Printable.time(letter.storedAt())),
                        column("REPLAYED").visible(all).with(letter -> Printable.time(letter.replayedAt())),
                        column("MESSAGE ID").with(DeadLetter::messageId),
                        column("REASON").with(DeadLetter::reason),
                        column("DETAIL").with(letter -> truncate(letter.detail()))));
    }

    private static Column column(String header) {
        return new Column().header(header).dataAlign(HorizontalAlign.LEFT).maxWidth(Short.MAX_VALUE);
    }

    private String total(int shown, int count) {
        String which = (reason == null ? "" : " " + reason) + (all ? " in all" : " to replay");
        String what = count + (count == 1 ? " dead letter" : " dead letters") + which;
        return shown < count ? "The newest " + shown + " of " + what + "." : what + ".";
    }

    private static String truncate(String detail) {
        return detail.length() <= MAX_DETAIL_CHARS ? detail : detail.substring(0, MAX_DETAIL_CHARS) + "...";
    }
}

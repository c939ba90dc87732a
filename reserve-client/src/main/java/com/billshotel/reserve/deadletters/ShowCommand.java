package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.deadletters.DeadLetterTable.DeadLetter;
import com.billshotel.reserve.deadletters.DeadLetterTable.Filter;
import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dead-letters show}. */
@Command(name = "show", description = "Shows a dead letter with its attributes and payload.")
final class ShowCommand extends DeadLetterSubcommand {
    @Parameters(paramLabel = "MESSAGE_ID", description = "as shown by dead-letters list")
    private String messageId;

    ShowCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    void run(DeadLetterTable table, Settings settings) throws SQLException, CommandFailedException {
        DeadLetter letter = table.nextBatch(Filter.of(List.of(messageId)), 1).stream()
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("there is no dead letter " + messageId));
        print("message id:", letter.messageId());
        print("reason:", letter.reason());
        print("detail:", letter.detail());
        print("published:", Printable.time(letter.publishedAt()));
        print("stored:", Printable.time(letter.storedAt()));
        print("replayed:", Printable.time(letter.replayedAt()));
        letter.message()
                .attributes()
                .forEach((name, value) -> print("attribute:", Printable.line(name) + " = " + Printable.line(value)));
        byte[] payload = letter.message().payload();
        print("payload:", payload.length + " bytes" + (Printable.isText(payload) ? "" : ", in base64"));
        if (payload.length > 0) {
            out().println(Printable.payload(payload));
        }
    }

    private void print(String label, String value) {
        out().printf("%-11s  %s%n", label, value);
    }
}

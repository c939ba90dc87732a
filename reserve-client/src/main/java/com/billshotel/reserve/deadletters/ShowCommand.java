package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.pubsub.ReserveTopic;
import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dead-letters show}. */
@Command(name = "show", description = "Shows all there is about one dead letter, and what it holds.")
final class ShowCommand extends LettersCommand {
    @Parameters(paramLabel = "MESSAGE_ID", description = "as dead-letters list shows it")
    private String messageId;

    ShowCommand(Map<String, String> environment) {
        super(environment, MysqlPool.SETTINGS);
    }

    @Override
    void run(DeadLetterTable table, Settings settings) throws SQLException, CommandFailedException {
        DeadLetter letter = table.find(messageId)
                .orElseThrow(() -> new CommandFailedException("there is no dead letter " + messageId));
        ReserveTopic.Message message =
                table.messages(List.of(letter.messageId())).get(letter.messageId());
        Columns columns = new Columns();
        columns.add(List.of("message id:", letter.messageId()));
        columns.add(List.of("reason:", letter.reason()));
        columns.add(List.of("detail:", letter.detail()));
        columns.add(List.of("published:", Times.text(letter.publishedAt())));
        columns.add(List.of("stored:", Times.text(letter.storedAt())));
        columns.add(List.of("replayed:", Times.text(letter.replayedAt())));
        message.attributes()
                .forEach((name, value) ->
                        columns.add(List.of("attribute:", Payload.shown(name) + " = " + Payload.shown(value))));
        columns.add(List.of("payload:", Payload.describe(message.payload())));
        columns.print(out());
        if (message.payload().length > 0) {
            out().println(Payload.shown(message.payload()));
        }
    }
}

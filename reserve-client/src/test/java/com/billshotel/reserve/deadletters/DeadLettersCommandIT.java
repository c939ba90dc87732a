package com.billshotel.reserve.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.reserve.fakes.CommandRun;
import com.billshotel.reserve.fakes.Tables;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code list} and {@code show}, and the error messages of all subcommands. */
class DeadLettersCommandIT {
    private static Tables tables;
    private static Map<String, String> environment;

    @BeforeAll
    static void start() throws Exception {
        tables = Tables.in(MysqlBackend.preferred().freshDatabase(), 2);
        environment = Tables.environment(tables.database());
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void fill() throws Exception {
        tables.empty();
        insert("41", "MALFORMED", "'Good Morning'", "NULL", 1);
        insert("7", "HOTEL_NOT_FOUND", "'{\"id\": 5}'", "NULL", 3);
        insert("8", "HOTEL_NOT_FOUND", "X'1B5B324A'", "'2026-01-02 00:00:00.000'", 2);
    }

    @Test
    void list_showsTheNewestFirst_inAlignedColumns() {
        assertThat(run("list").out())
                .isEqualToNormalizingNewlines(
                        """
                        STORED                    MESSAGE ID  REASON           DETAIL
                        2026-01-01 00:00:03.000Z  7           HOTEL_NOT_FOUND  what is wrong
                        2026-01-01 00:00:01.000Z  41          MALFORMED        what is wrong
                        2 dead letters to replay.
                        """);
    }

    @Test
    void list_all_includesReplayedOnes() {
        assertThat(run("list", "--all").out())
                .contains("2026-01-01 00:00:02.000Z  2026-01-02 00:00:00.000Z  8           HOTEL_NOT_FOUND")
                .contains("3 dead letters in all.");
    }

    @Test
    void list_limited_showsTheTotal() {
        assertThat(run("list", "--limit", "1").out())
                .contains("HOTEL_NOT_FOUND")
                .doesNotContain("MALFORMED")
                .contains("The newest 1 of 2 dead letters to replay.");
    }

    @Test
    void list_byReason_showsOnlyMatches() {
        assertThat(run("list", "--reason", "MALFORMED").out())
                .doesNotContain("HOTEL_NOT_FOUND")
                .contains("1 dead letter MALFORMED to replay.");
    }

    @Test
    void list_ofNone_showsZero() throws Exception {
        tables.empty();

        assertThat(run("list").out()).isEqualToNormalizingNewlines("0 dead letters to replay.\n");
    }

    /** Then the table gets no new dead letters, and an operator who sees none could believe that all is well. */
    @Test
    void list_withADeadLetterTopic_namesTheTopic() {
        assertThat(run(Map.of("DEAD_LETTER_TOPIC", "oh-no"), "list").out()).contains("new dead letters go to oh-no");
    }

    @Test
    void show_ofText_showsItUnchanged() {
        assertThat(run("show", "41").out())
                .isEqualToNormalizingNewlines(
                        """
                        message id:  41
                        reason:      MALFORMED
                        detail:      what is wrong
                        published:   2026-01-01 00:00:00.000Z
                        stored:      2026-01-01 00:00:01.000Z
                        replayed:    -
                        attribute:   from = web
                        payload:     12 bytes
                        Good Morning
                        """);
    }

    /** These four bytes clear a terminal's screen. */
    @Test
    void show_ofBinary_showsBase64() {
        assertThat(run("show", "8").out()).contains("4 bytes, in base64").contains("G1sySg==");
    }

    @Test
    void show_ofAnUnknownId_fails() {
        assertFails(run("show", "99"), 1, "reserve-client dead-letters show: there is no dead letter 99");
    }

    @Test
    void reason_unknown_isRejectedWithTheKnownOnes() {
        CommandRun run = run("list", "--reason", "HOTEL_FULL");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected one of CONFLICT, HOTEL_NOT_FOUND, MALFORMED");
    }

    @Test
    void setting_invalid_isRejectedInOneLine() {
        assertFails(
                run(Map.of("MYSQL_PORT", "x"), "list"),
                2,
                "reserve-client dead-letters list: MYSQL_PORT=x; expected a port from 1 to 65535");
    }

    @Test
    void mysql_unavailable_isReportedInOneLine() {
        assertFails(
                run(Map.of("MYSQL_HOST", "127.0.0.1", "MYSQL_PORT", "1"), "list"),
                1,
                "reserve-client dead-letters list: MySQL: 127.0.0.1:1 does not answer: start it, or check MYSQL_HOST"
                        + " and MYSQL_PORT");
    }

    private static void assertFails(CommandRun run, int exitCode, String line) {
        assertThat(run.err()).isEqualToNormalizingNewlines(line + "\n");
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static CommandRun run(Map<String, String> settings, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(settings);
        return CommandRun.of(all, "dead-letters", arguments);
    }

    private static void insert(String id, String reason, String payload, String replayedAt, int second)
            throws Exception {
        tables.execute(String.format(
                "INSERT INTO dead_letters VALUES ('%s', '%s', 'what is wrong', %s, '{\"from\": \"web\"}',"
                        + " '2026-01-01 00:00:00', '2026-01-01 00:00:0%d', %s)",
                id, reason, payload, second, replayedAt));
    }
}

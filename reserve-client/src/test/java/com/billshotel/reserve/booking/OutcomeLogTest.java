package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.app.testing.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeLogTest {
    private final CapturedLog log = new CapturedLog(OutcomeLog.class.getName());
    private final PendingMessages messages = new PendingMessages();
    private final InMemoryMetrics metrics = new InMemoryMetrics();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void smallBatch_hasALineForEachMessage() {
        Outcome withoutUser = new Outcome(
                messages.booking(2, 7).delivery(),
                new ReservationMessage(2, true, 7, null, null, null),
                Verdict.CANCELLED,
                "");

        OutcomeLog.report(List.of(outcome(1, Verdict.HOTEL_FULL), withoutUser), metrics);

        assertThat(log.lines())
                .containsExactly(
                        "INFO message 1: reservation 1 at hotel 7 for user 7 REJECTED: HOTEL_FULL",
                        "INFO message 2: reservation 2 at hotel 7 for user unknown CANCELLED");
        assertThat(metrics.count(Verdict.HOTEL_FULL)).isEqualTo(1);
    }

    /** Five messages are few, six are many. */
    @Test
    void largeBatch_hasItsTotals() {
        OutcomeLog.report(confirmed(5), metrics);
        assertThat(log.lines()).hasSize(5);

        OutcomeLog.report(confirmed(6), metrics);

        assertThat(log.lines()).hasSize(6).endsWith("INFO 6 messages: {CONFIRMED=6}");
        assertThat(metrics.count(Verdict.CONFIRMED)).isEqualTo(11);
    }

    @Test
    void deadLetter_hasAWarningInAnyBatch() {
        List<Outcome> outcomes = new ArrayList<>(confirmed(6));
        outcomes.add(Outcome.of(messages.malformed(7).delivery(), new Malformed("not JSON")));

        OutcomeLog.report(outcomes, metrics);

        assertThat(log.lines())
                .containsExactly(
                        "WARN message 7: dead letter MALFORMED: not JSON",
                        "INFO 7 messages: {CONFIRMED=6, MALFORMED=1}");
    }

    private List<Outcome> confirmed(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> outcome(id, Verdict.CONFIRMED))
                .toList();
    }

    private Outcome outcome(long id, Verdict verdict) {
        PendingMessage booking = messages.booking(id, 7);
        return new Outcome(booking.delivery(), (ReservationMessage) booking.content(), verdict, "");
    }
}

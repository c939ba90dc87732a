package com.billshotel.reserve.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What goes into which statement of a batch, and in which order; needs no database. */
class BatchInsertTest {
    /** All workers lock rows in the same order, or they would deadlock. */
    @Test
    void rows_ofOutcomesInAnyOrder_areInLockOrder() {
        assertThat(new UpsertReservations(outcomes(Verdict.CONFIRMED, 3, 1, 2)).rows)
                .extracting(row -> row.message().id())
                .containsExactly(1L, 2L, 3L);
        assertThat(new UpsertRejections(outcomes(Verdict.HOTEL_FULL, 3, 1, 2)).rows)
                .extracting(row -> row.message().id())
                .containsExactly(1L, 2L, 3L);
        assertThat(new InsertDeadLetters(outcomes(Verdict.CONFLICT, 3, 1, 2), any -> true).rows)
                .extracting(row -> row.delivery().messageId())
                .containsExactly("m1", "m2", "m3");
    }

    /** A booking and its cancellation in one batch are one row: the later message must be written last. */
    @Test
    void rows_ofOneReservation_keepTheirOrder() {
        Outcome booking = outcome(Verdict.CONFIRMED, 7);
        Outcome cancellation = outcome(Verdict.CANCELLED, 7);

        assertThat(new UpsertReservations(List.of(booking, outcome(Verdict.CONFIRMED, 1), cancellation)).rows)
                .containsSubsequence(booking, cancellation);
    }

    @Test
    void batch_withNothingToStore_doesNotUseMysql() throws Exception {
        MysqlPool closed = MysqlPool.open(
                Settings.read(Map.of("MYSQL_PORT", "1", "MYSQL_PASSWORD", "x"), MysqlPool.SETTINGS), 1, List.of());
        closed.close();
        ReservationTables tables = new ReservationTables(closed, any -> false);

        assertThatCode(() -> tables.store(outcomes(Verdict.CONFLICT, 1, 2))).doesNotThrowAnyException();
    }

    private static List<Outcome> outcomes(Verdict verdict, long... ids) {
        return LongStream.of(ids).mapToObj(id -> outcome(verdict, id)).toList();
    }

    private static Outcome outcome(Verdict verdict, long id) {
        Delivery delivery = new Delivery("m" + id, new byte[0], Map.of(), Instant.EPOCH, null);
        return new Outcome(delivery, new ReservationMessage(id, false, 1, 2L, 3L, 4L), verdict, "");
    }
}

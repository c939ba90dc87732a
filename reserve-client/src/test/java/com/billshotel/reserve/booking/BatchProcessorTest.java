package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Failure.Suspect;
import com.billshotel.reserve.booking.WorkerMetrics.Step;
import com.billshotel.reserve.fakes.InMemoryLedger;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.reserve.fakes.InMemoryRooms;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {
    private final PendingMessages messages = new PendingMessages();
    private final SystemicFailures systemic = new SystemicFailures();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final BatchProcessor processor = new BatchProcessor(
            new InMemoryRooms().hotel(7, 10), List.of(new InMemoryLedger()), Worker::classify, systemic, metrics);

    @Test
    void decide_wellFormed_showsThatTheStepWorks() throws Exception {
        failAlways(Step.DECIDE);

        processor.decide(Batch.undecided(messages.bookings(2, 7)));

        assertThat(systemic.include(Step.DECIDE)).isFalse();
    }

    /** hotel-server was not even asked. */
    @Test
    void decide_malformed_showsNothing() throws Exception {
        failAlways(Step.DECIDE);

        processor.decide(Batch.undecided(List.of(messages.malformed(1))));

        assertThat(systemic.include(Step.DECIDE)).isTrue();
    }

    @Test
    void complete_showsThatStoringWorks() throws Exception {
        failAlways(Step.STORE);

        processor.complete(processor.decide(Batch.undecided(messages.bookings(2, 7))));

        assertThat(systemic.include(Step.STORE)).isFalse();
        assertThat(messages.acknowledged).containsExactly("1", "2");
    }

    @Test
    void complete_measuresSinceTheOldestMessage() throws Exception {
        long minuteAgo = System.nanoTime() - Duration.ofMinutes(1).toNanos();
        List<PendingMessage> batch = List.of(messages.booking(1, 7, 0, minuteAgo), messages.booking(2, 7));

        processor.complete(processor.decide(Batch.undecided(batch)));

        assertThat(metrics.lastBatchTime()).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
    }

    private void failAlways(Step step) {
        IntStream.range(0, 200)
                .forEach(n -> systemic.failedAlone(new StepFailedException(step, new Suspect("failed"), null)));
    }
}

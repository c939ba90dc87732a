package com.billshotel.cluster.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long FIRST = 7;

    private final Ledger ledger = new Ledger(FIRST);

    @Test
    void waits_areFromPublicationToRow() {
        ledger.published(3, millis(10));
        ledger.settled(FIRST, millis(15));
        ledger.settled(FIRST + 2, millis(30));
        ledger.settled(FIRST + 1, millis(50));

        assertThat(ledger.waits(FIRST, ledger.nextId()))
                .isEqualTo(new Waits(3, 0, Duration.ofMillis(40), Duration.ofMillis(20)));
    }

    @Test
    void waits_ofAWindow_leaveOutOtherMessages() {
        ledger.published(1, millis(0));
        ledger.published(1, millis(100));
        ledger.settled(FIRST, millis(99));
        ledger.settled(FIRST + 1, millis(101));

        assertThat(ledger.waits(FIRST + 1, FIRST + 2).longest()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void message_withoutRow_isLost() {
        ledger.published(2, millis(0));
        ledger.settled(FIRST + 1, millis(1));

        assertThat(ledger.waits(FIRST, FIRST + 2).lost()).isEqualTo(1);
        assertThat(ledger.lowestOpen()).isEqualTo(FIRST);
    }

    @Test
    void row_thatIsSeenTwice_countsTheFirstTime() {
        ledger.published(1, millis(0));
        ledger.settled(FIRST, millis(1));
        ledger.settled(FIRST, millis(2));

        assertThat(ledger.waits(FIRST, FIRST + 1).longest()).isEqualTo(Duration.ofMillis(1));
        assertThat(ledger.lowestOpen()).isEqualTo(ledger.nextId());
    }

    @Test
    void ledger_growsWithTheLoad() {
        ledger.published(25_000, millis(0));
        for (long id = FIRST; id < FIRST + 25_000; id++) {
            ledger.settled(id, millis(5));
        }

        assertThat(ledger.waits(FIRST, ledger.nextId()))
                .isEqualTo(new Waits(25_000, 0, Duration.ofMillis(5), Duration.ZERO));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}

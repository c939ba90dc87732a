package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.InMemoryMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final PendingMessages messages = new PendingMessages();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Leases leases = new Leases(LEASE, metrics);
    private final PendingMessage old =
            messages.booking(1, 7, 0, System.nanoTime() - LEASE.plusSeconds(1).toNanos());
    private final PendingMessage recent = messages.booking(2, 7);

    @Test
    void current_nacksTheOldAndReturnsTheOthers() {
        assertThat(leases.current(List.of(old, recent))).containsExactly(recent);

        assertThat(messages.nacked).containsExactly("1");
        assertThat(metrics.count("nacked")).isEqualTo(1);
    }

    @Test
    void current_ofRecentMessages_returnsAll() {
        List<PendingMessage> batch = List.of(recent);

        assertThat(leases.current(batch)).isSameAs(batch);
        assertThat(leases.current(List.of())).isEmpty();
        assertThat(messages.nacked).isEmpty();
    }
}

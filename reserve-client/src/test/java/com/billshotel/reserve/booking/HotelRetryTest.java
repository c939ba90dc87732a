package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Failure.Suspect;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HotelRetryTest {
    private static final int HOTEL = 7;

    private final PendingMessages messages = new PendingMessages();
    private final HotelRetry retry = new HotelRetry(new RetryKey.Hotel(HOTEL));

    @Test
    void head_isLimitedInBytesTogether() {
        IntStream.rangeClosed(1, 10)
                .mapToObj(id -> messages.booking(id, HOTEL, 200 * 1024, 0))
                .forEach(retry::add);

        assertThat(retry.head()).hasSize(2);
        assertThat(retry.size()).isEqualTo(10);
    }

    @Test
    void settled_removesTheOldest() {
        List<PendingMessage> bookings = messages.bookings(3, HOTEL);
        bookings.forEach(retry::add);

        retry.settled(2);

        assertThat(retry.head()).containsExactly(bookings.get(2));
        assertThat(retry.isEmpty()).isFalse();
        retry.settled(1);
        assertThat(retry.isEmpty()).isTrue();
    }

    @Test
    void failures_areThoseSinceTheLastSuccess() {
        retry.failed();
        assertThat(retry.failures()).isEqualTo(2);

        retry.passed();
        assertThat(retry.failures()).isZero();
    }

    @Test
    void unprocessable_afterTheSeventhBlame() {
        Failure reason = new Suspect("too long");
        IntStream.range(0, 6).forEach(n -> retry.blame(reason));
        assertThat(retry.unprocessable()).isNull();

        retry.blame(reason);

        assertThat(retry.unprocessable()).isSameAs(reason);
    }
}

package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLimitTest {
    private static final BatchLimit LIMIT = new BatchLimit(3, 100);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 500, true",
        "1, 60, 40, true",
        "1, 60, 41, false",
        "2, 10, 10, true",
        "3, 10, 10, false",
    })
    void admits_theFirstAndWhatFits(int messages, int bytes, int next, boolean admitted) {
        PendingMessage message = new PendingMessages().booking(1, 7, next, 0);

        assertThat(LIMIT.admits(messages, bytes, message)).isEqualTo(admitted);
    }
}

package com.billshotel.reserve.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any input gives a result, and a message that is accepted is valid as described in docs/messages.md. */
class ReservationDecoderFuzzTest {
    private static final long END_OF_YEAR_9999 = 253_402_300_799L;
    private static final int MAX_DETAIL_CHARS = 1_024; // the column's length

    private final ReservationDecoder decoder = new ReservationDecoder();

    @FuzzTest
    void decode(byte[] payload) {
        Decoded decoded = decoder.decode(payload);

        if (decoded instanceof ReservationMessage message) {
            checkRanges(message);
            assertThat(decoder.decode(json(message))).isEqualTo(message);
        } else {
            checkDetail(((Malformed) decoded).detail());
        }
    }

    private static void checkRanges(ReservationMessage message) {
        assertThat(message.id()).isNotNegative();
        assertThat(message.hotelId()).isNotNegative();
        checkRange(message.userId(), message.cancel(), Long.MAX_VALUE);
        checkRange(message.reservedAt(), message.cancel(), END_OF_YEAR_9999);
        checkRange(message.checkinAt(), message.cancel(), END_OF_YEAR_9999);
        if (message.reservedAt() != null && message.checkinAt() != null) {
            assertThat(message.checkinAt()).isGreaterThanOrEqualTo(message.reservedAt());
        }
    }

    private static void checkRange(Long value, boolean mayBeMissing, long max) {
        if (value == null) {
            assertThat(mayBeMissing).isTrue();
        } else {
            assertThat(value).isBetween(0L, max);
        }
    }

    /** Safe for a log line and for the table, whatever the input. */
    private static void checkDetail(String detail) {
        assertThat(detail)
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(MAX_DETAIL_CHARS)
                .matches("[ -~]+");
    }

    private static byte[] json(ReservationMessage message) {
        StringBuilder json = new StringBuilder("{\"id\":" + message.id() + ",\"hotel_id\":" + message.hotelId()
                + ",\"is_cancel\":" + message.cancel());
        append(json, "user_id", message.userId());
        append(json, "reserved_datetime", message.reservedAt());
        append(json, "checkin_datetime", message.checkinAt());
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder json, String name, Long value) {
        if (value != null) {
            json.append(",\"").append(name).append("\":").append(value);
        }
    }
}

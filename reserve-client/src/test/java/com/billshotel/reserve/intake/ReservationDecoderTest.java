package com.billshotel.reserve.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationDecoderTest {
    private static final String BOOKING =
            """
            {"id": 0, "is_cancel": false, "hotel_id": 0, "user_id": 12345,
             "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}""";

    private final ReservationDecoder decoder = new ReservationDecoder();

    /** Zero is a valid id. */
    @Test
    void booking_isDecoded() {
        assertThat(decode(BOOKING)).isEqualTo(new ReservationMessage(0, false, 0, 12345L, 1700000000L, 1700604800L));
    }

    @Test
    void booking_withoutIsCancel_isABooking() {
        assertThat(decode(BOOKING.replace("\"is_cancel\": false,", "")))
                .isEqualTo(new ReservationMessage(0, false, 0, 12345L, 1700000000L, 1700604800L));
    }

    @Test
    void booking_withLargestValues_isDecoded() {
        assertThat(
                        decode(
                                """
                                {"id": 9223372036854775807, "hotel_id": 2147483647, "user_id": 9223372036854775807,
                                 "reserved_datetime": 253402300799, "checkin_datetime": 253402300799}"""))
                .isEqualTo(new ReservationMessage(
                        Long.MAX_VALUE, false, Integer.MAX_VALUE, Long.MAX_VALUE, 253402300799L, 253402300799L));
    }

    @Test
    void cancel_withIdAndHotelOnly_isDecoded() {
        assertThat(decode("{\"is_cancel\":true,\"hotel_id\":7,\"id\":3}"))
                .isEqualTo(new ReservationMessage(3, true, 7, null, null, null));
    }

    @Test
    void cancel_withAllFields_isDecoded() {
        assertThat(decode(BOOKING.replace("false", "true")))
                .isEqualTo(new ReservationMessage(0, true, 0, 12345L, 1700000000L, 1700604800L));
    }

    /** Whatever its value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-1.5e-300",
                "\"\\u0000\\ud800\"",
                "\"\u65c5\u9928\"",
                "[1, {\"id\": 1}]",
                "{\"id\": 5, \"id\": 6, \"hotel_id\": null}"
            })
    void field_unknown_isIgnored(String value) {
        assertThat(decode(with("note", value))).isInstanceOf(ReservationMessage.class);
    }

    @Test
    void field_unknownAndHuge_isIgnored() {
        assertThat(decode(with("note", "9".repeat(60_000)))).isInstanceOf(ReservationMessage.class);
        assertThat(decode(with("note", "0." + "9".repeat(60_000)))).isInstanceOf(ReservationMessage.class);
        assertThat(decode(with("note", '"' + "x".repeat(60_000) + '"'))).isInstanceOf(ReservationMessage.class);
        assertThat(decode(with("n".repeat(60_000), "1"))).isInstanceOf(ReservationMessage.class);
        assertThat(decode(with("note", "[" + "1,".repeat(20_000) + "1]"))).isInstanceOf(ReservationMessage.class);
    }

    @Test
    void field_unknownAndNestedToTheLimit_isIgnored() {
        assertThat(decode(with("note", "[".repeat(63) + "]".repeat(63)))).isInstanceOf(ReservationMessage.class);
    }

    /** The same name, written differently. */
    @Test
    void field_withEscapedName_isRecognized() {
        assertThat(decode(BOOKING.replace("\"id\"", "\"\\u0069d\""))).isInstanceOf(ReservationMessage.class);
    }

    @Test
    void message_ofMaximumSize_isDecoded() {
        assertThat(decode(padded(ReservationDecoder.MAX_BYTES))).isInstanceOf(ReservationMessage.class);
    }

    @Test
    void message_oneByteLarger_isMalformed() {
        assertThat(decode(padded(ReservationDecoder.MAX_BYTES + 1)))
                .isEqualTo(new Malformed("the message has 65537 bytes; expected at most 65536"));
    }

    @Test
    void message_notJson_saysAtWhichCharacter() {
        assertThat(decode("{\"id\": 1, \"note\": ?}"))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.detail())
                        .matches("not JSON: .* at character \\d+"));
    }

    private static String padded(int bytes) {
        return BOOKING + " ".repeat(bytes - BOOKING.length());
    }

    private static String with(String name, String value) {
        return "{\"" + name + "\": " + value + "," + BOOKING.substring(1);
    }

    private Decoded decode(String text) {
        return decoder.decode(text.getBytes(UTF_8));
    }
}

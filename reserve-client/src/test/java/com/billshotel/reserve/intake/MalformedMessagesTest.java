package com.billshotel.reserve.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dead letter's detail says which field is wrong, and why. */
class MalformedMessagesTest {
    private final ReservationDecoder decoder = new ReservationDecoder();

    @ParameterizedTest(name = "{0}")
    @MethodSource("com.billshotel.reserve.intake.MalformedMessages#all")
    void message_malformed_saysWhatIsWrong(String kind, byte[] payload, String detail) {
        assertThat(decoder.decode(payload))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.detail())
                        .startsWith(detail)
                        .hasSizeLessThan(400)
                        .matches("[ -~]+"));
    }
}

package com.billshotel.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HoldTest {
    private static final RoomRequest REQUEST = new RoomRequest(Action.HOLD, 7, 1, 2L, 3L, 4L);

    @ParameterizedTest
    @EnumSource(names = {"HELD", "RELEASED", "REFUSED"})
    void hold_withAStorableOutcome_isAccepted(Outcome outcome) {
        assertThat(Hold.of(REQUEST, outcome, 1).outcome()).isEqualTo(outcome);
    }

    /** These outcomes only answer a request: no row records them. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HELD", "RELEASED", "REFUSED"})
    void hold_withAnyOtherOutcome_isRefused(Outcome outcome) {
        assertThatThrownBy(() -> Hold.of(REQUEST, outcome, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reservation 7: " + outcome + " cannot be stored");
    }
}

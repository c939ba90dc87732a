package com.billshotel.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HoldTest {
    private static final RoomRequest REQUEST = new RoomRequest(Action.HOLD, 7, 1, 2L, 3L, 4L);
    private static final Hold HOLD = Hold.of(REQUEST, Outcome.HELD, 5);

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

    @Test
    void request_withTheSameContent_isNoConflict() {
        assertThat(HOLD.conflictWith(REQUEST)).isEmpty();
    }

    /** A cancellation may omit these fields. */
    @Test
    void request_withoutOptionalFields_isNoConflict() {
        assertThat(HOLD.conflictWith(release(1, null, null, null))).isEmpty();
    }

    @Test
    void request_withAnotherValue_conflictsInThatField() {
        assertThat(HOLD.conflictWith(release(9, 2L, 3L, 4L))).contains("hotel_id");
        assertThat(HOLD.conflictWith(release(1, 9L, 3L, 4L))).contains("user_id");
        assertThat(HOLD.conflictWith(release(1, 2L, 9L, 4L))).contains("reserved_datetime");
        assertThat(HOLD.conflictWith(release(1, 2L, 3L, 9L))).contains("checkin_datetime");
    }

    @Test
    void hold_withUnknownDetails_acceptsAndKeepsTheFirstKnownOnes() {
        Hold unknown = Hold.of(release(1, null, null, null), Outcome.RELEASED, 5);

        assertThat(unknown.conflictWith(REQUEST)).isEmpty();
        assertThat(unknown.completedBy(REQUEST))
                .isEqualTo(new Hold(7, 1, Outcome.RELEASED, 2L, 3L, 4L, 5, null, false));
        assertThat(HOLD.completedBy(release(1, null, null, null))).isEqualTo(HOLD);
    }

    @Test
    void hold_released_keepsItsDetailsAndItsFirstNumber() {
        assertThat(HOLD.released(6)).isEqualTo(new Hold(7, 1, Outcome.RELEASED, 2L, 3L, 4L, 5, 6L, false));
    }

    @Test
    void hold_ofAForgottenUser_conflictsWithNone_andStaysWithoutOne() {
        Hold forgotten = new Hold(7, 1, Outcome.HELD, null, 3L, null, 5, null, true);

        assertThat(forgotten.conflictWith(release(1, 9L, 3L, 4L))).isEmpty();
        assertThat(forgotten.completedBy(REQUEST)).isEqualTo(new Hold(7, 1, Outcome.HELD, null, 3L, 4L, 5, null, true));
        assertThat(forgotten.released(6)).isEqualTo(new Hold(7, 1, Outcome.RELEASED, null, 3L, null, 5, 6L, true));
    }

    private static RoomRequest release(int hotel, Long user, Long reserved, Long checkin) {
        return new RoomRequest(Action.RELEASE, 7, hotel, user, reserved, checkin);
    }
}

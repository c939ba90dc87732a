package com.billshotel.server.rooms;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.server.rooms.RoomRequest.Action;
import org.junit.jupiter.api.Test;

class RoomRequestTest {
    @Test
    void hold_withoutARequiredField_isRefusedByName() {
        assertThatThrownBy(() -> new RoomRequest(Action.HOLD, 7, 1, null, 3L, 4L))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("userId");
        assertThatThrownBy(() -> new RoomRequest(Action.HOLD, 7, 1, 2L, null, 4L))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("reservedDatetime");
        assertThatThrownBy(() -> new RoomRequest(Action.HOLD, 7, 1, 2L, 3L, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("checkinDatetime");
    }

    @Test
    void release_withoutThem_isAccepted() {
        assertThatCode(() -> new RoomRequest(Action.RELEASE, 7, 1, null, null, null))
                .doesNotThrowAnyException();
    }
}

package com.billshotel.server.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HotelGateTest {
    private final HotelGate gate = new HotelGate(2);

    @Test
    void hotel_withItsMaximum_admitsNoOther() {
        assertThat(gate.enter(List.of(1))).isEmpty();
        assertThat(gate.enter(List.of(1, 2))).isEmpty();

        assertThat(gate.enter(List.of(1))).containsExactly(1);
        assertThat(gate.enter(List.of(2))).isEmpty();
    }

    /** Otherwise the place at the free hotel would be lost. */
    @Test
    void call_refusedAtOneHotel_takesNoPlaceAtAnother() {
        gate.enter(List.of(1));
        gate.enter(List.of(1));

        assertThat(gate.enter(List.of(1, 2, 3))).containsExactly(1);

        assertThat(gate.enter(List.of(2, 3))).isEmpty();
        assertThat(gate.enter(List.of(2, 3))).isEmpty();
    }

    @Test
    void call_thatLeft_makesRoomForAnother() {
        gate.enter(List.of(1, 2));
        gate.enter(List.of(1, 2));

        gate.leave(List.of(1, 2));

        assertThat(gate.enter(List.of(1, 2))).isEmpty();
        assertThat(gate.enter(List.of(1, 2))).containsExactly(1, 2);
    }
}

package com.billshotel.server;

import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HoldRequest;
import com.billshotel.server.Holds.Delivery;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The state table, cell by cell: the outcome, the rooms left and the stored hold. Each test sends its requests one by
 * one and in one batch, once and repeated.
 */
abstract class HoldStatesContract {
    private static final String CONTENT = ", 12345, 1700000000, 1700604800";

    abstract HotelSystem system();

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void hold_newWithRoomsLeft_isHeldAndTakesARoom(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel)), Outcome.HELD);

        assertThat(system().rooms(hotel)).isEqualTo(4);
        assertThat(system().hold(id)).isEqualTo(hotel + ", HELD" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void hold_newAndFull_isRefused(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(0);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel)), Outcome.REFUSED);

        assertThat(system().rooms(hotel)).isZero();
        assertThat(system().hold(id)).isEqualTo(hotel + ", REFUSED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void hold_held_staysHeld(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(1);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel), hold(id, hotel)), Outcome.HELD);

        assertThat(system().rooms(hotel)).isZero();
        assertThat(system().hold(id)).isEqualTo(hotel + ", HELD" + CONTENT);
    }

    /** The cancellation overtook its booking. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void hold_afterItsRelease_isReleased(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(send(delivery, release(id, hotel), hold(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED" + CONTENT);
    }

    /** The booking is redelivered after its cancellation. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void hold_repeatedAfterItsRelease_isReleased(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel), release(id, hotel), hold(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void hold_refused_staysRefusedWhenRoomsAreReleased(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(1);
        long first = system().newReservationId();
        long late = system().newReservationId();

        expect(
                send(delivery, hold(first, hotel), hold(late, hotel), release(first, hotel), hold(late, hotel)),
                Outcome.REFUSED);

        assertThat(system().rooms(hotel)).isEqualTo(1);
        assertThat(system().hold(late)).isEqualTo(hotel + ", REFUSED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void release_new_leavesATombstone(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(send(delivery, release(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED, null, null, null");
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void release_held_releasesTheRoom(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel), release(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void release_held_freesTheRoomForTheNextHold(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(1);
        long first = system().newReservationId();
        long next = system().newReservationId();

        expect(send(delivery, hold(first, hotel), release(first, hotel), hold(next, hotel)), Outcome.HELD);

        assertThat(system().rooms(hotel)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void release_released_releasesNothingMore(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel), release(id, hotel), release(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void release_refused_staysRefused(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(0);
        long id = system().newReservationId();

        expect(send(delivery, hold(id, hotel), release(id, hotel)), Outcome.REFUSED);

        assertThat(system().rooms(hotel)).isZero();
        assertThat(system().hold(id)).isEqualTo(hotel + ", REFUSED" + CONTENT);
    }

    private HoldDecision send(Delivery delivery, HoldRequest... requests) {
        return delivery.send(system().hotels(), requests);
    }

    private static void expect(HoldDecision decision, Outcome outcome) {
        assertThat(decision.getOutcome()).isEqualTo(outcome);
        assertThat(decision.getConflictingField()).isEmpty();
    }
}

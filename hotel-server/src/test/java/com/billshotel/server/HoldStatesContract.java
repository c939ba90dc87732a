package com.billshotel.server;

import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HoldRequest;
import com.billshotel.server.Holds.Way;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The state table, cell by cell: what is answered, how many rooms are left, what is stored. Each cell is reached one
 * message at a time and in one batch, and with every message repeated.
 */
abstract class HoldStatesContract {
    private static final String CONTENT = ", 12345, 1700000000, 1700604800";

    abstract HotelSystem system();

    @ParameterizedTest
    @EnumSource(Way.class)
    void hold_newWithRoomsLeft_isHeldAndTakesOne(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel)), Outcome.HELD);

        assertThat(system().rooms(hotel)).isEqualTo(4);
        assertThat(system().hold(id)).isEqualTo(hotel + ", HELD" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void hold_newAndFull_isRefused(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(0);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel)), Outcome.REFUSED);

        assertThat(system().rooms(hotel)).isZero();
        assertThat(system().hold(id)).isEqualTo(hotel + ", REFUSED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void hold_held_staysHeld(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(1);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel), hold(id, hotel)), Outcome.HELD);

        assertThat(system().rooms(hotel)).isZero();
        assertThat(system().hold(id)).isEqualTo(hotel + ", HELD" + CONTENT);
    }

    /** A cancellation that overtook its booking. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void hold_releasedBeforeItCame_isReleased(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(play(way, release(id, hotel), hold(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED" + CONTENT);
    }

    /** A booking that is delivered again long after its cancellation. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void hold_releasedAfterItWasHeld_isReleased(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel), release(id, hotel), hold(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void hold_refused_staysRefusedWhenRoomsComeBack(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(1);
        long first = system().newReservationId();
        long late = system().newReservationId();

        expect(
                play(way, hold(first, hotel), hold(late, hotel), release(first, hotel), hold(late, hotel)),
                Outcome.REFUSED);

        assertThat(system().rooms(hotel)).isEqualTo(1);
        assertThat(system().hold(late)).isEqualTo(hotel + ", REFUSED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void release_new_leavesATombstone(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(play(way, release(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED, null, null, null");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void release_held_givesTheRoomBack(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel), release(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(id)).isEqualTo(hotel + ", RELEASED" + CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void release_held_letsTheNextOneIn(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(1);
        long first = system().newReservationId();
        long next = system().newReservationId();

        expect(play(way, hold(first, hotel), release(first, hotel), hold(next, hotel)), Outcome.HELD);

        assertThat(system().rooms(hotel)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void release_released_givesNothingBackTwice(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel), release(id, hotel), release(id, hotel)), Outcome.RELEASED);

        assertThat(system().rooms(hotel)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void release_refused_staysRefused(Way way) throws SQLException {
        int hotel = system().hotelWithRooms(0);
        long id = system().newReservationId();

        expect(play(way, hold(id, hotel), release(id, hotel)), Outcome.REFUSED);

        assertThat(system().rooms(hotel)).isZero();
        assertThat(system().hold(id)).isEqualTo(hotel + ", REFUSED" + CONTENT);
    }

    private HoldDecision play(Way way, HoldRequest... requests) {
        return way.play(system().hotels(), requests);
    }

    private static void expect(HoldDecision decision, Outcome outcome) {
        assertThat(decision.getOutcome()).isEqualTo(outcome);
        assertThat(decision.getConflictingField()).isEmpty();
    }
}

package com.billshotel.server;

import static com.billshotel.server.Holds.fullRelease;
import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HoldRequest;
import com.billshotel.server.Holds.Delivery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A reservation id identifies one reservation: a request with different content is a conflict and changes nothing. */
abstract class HoldConflictsContract {
    abstract HotelSystem system();

    @ParameterizedTest
    @CsvSource({
        "hotel_id, ONE_BY_ONE", "hotel_id, IN_ONE_BATCH_EACH_TWICE",
        "user_id, ONE_BY_ONE", "user_id, IN_ONE_BATCH_EACH_TWICE",
        "reserved_datetime, ONE_BY_ONE", "reserved_datetime, IN_ONE_BATCH_EACH_TWICE",
        "checkin_datetime, ONE_BY_ONE", "checkin_datetime, IN_ONE_BATCH_EACH_TWICE",
    })
    void hold_withDifferentContent_isAConflict(String field, Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        int otherHotel = system().hotelWithRooms(5);
        HoldRequest first = hold(system().newReservationId(), hotel);

        HoldDecision decision = delivery.send(system().hotels(), first, changed(first, field, otherHotel));

        expectConflict(decision, field);
        expectHeldOnly(first, otherHotel);
    }

    @ParameterizedTest
    @CsvSource({
        "hotel_id, ONE_BY_ONE", "hotel_id, IN_ONE_BATCH",
        "user_id, ONE_BY_ONE", "user_id, IN_ONE_BATCH",
        "reserved_datetime, ONE_BY_ONE", "reserved_datetime, IN_ONE_BATCH",
        "checkin_datetime, ONE_BY_ONE", "checkin_datetime, IN_ONE_BATCH",
    })
    void release_withDifferentContent_isAConflictAndReleasesNothing(String field, Delivery delivery)
            throws SQLException {
        int hotel = system().hotelWithRooms(5);
        int otherHotel = system().hotelWithRooms(5);
        HoldRequest first = hold(system().newReservationId(), hotel);
        HoldRequest cancel = changed(fullRelease(first.getReservationId(), hotel), field, otherHotel);

        HoldDecision decision = delivery.send(system().hotels(), first, cancel);

        expectConflict(decision, field);
        expectHeldOnly(first, otherHotel);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void release_withOnlyTheUser_isNoConflict(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        long id = system().newReservationId();
        HoldRequest cancel =
                release(id, hotel).toBuilder().setUserId(Holds.USER).build();

        assertThat(delivery.send(system().hotels(), hold(id, hotel), cancel).getOutcome())
                .isEqualTo(Outcome.RELEASED);
        assertThat(system().rooms(hotel)).isEqualTo(5);
    }

    /** A cancellation without content adopts that of the first booking. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void tombstone_withoutContent_adoptsTheFirstBookingsContent(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        HoldRequest booking = hold(system().newReservationId(), hotel);
        HoldRequest other = booking.toBuilder().setUserId(54_321).build();

        HoldDecision decision =
                delivery.send(system().hotels(), release(booking.getReservationId(), hotel), booking, other);

        expectConflict(decision, "user_id");
        assertThat(system().hold(booking.getReservationId()))
                .isEqualTo(hotel + ", RELEASED, 12345, 1700000000, 1700604800");
        assertThat(system().rooms(hotel)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void tombstone_completedInParts_keepsEachPart(Delivery delivery) throws SQLException {
        int hotel = system().hotelWithRooms(5);
        HoldRequest bare = release(system().newReservationId(), hotel);

        delivery.send(
                system().hotels(),
                bare,
                bare.toBuilder().setUserId(0).build(),
                bare.toBuilder().setCheckinDatetime(7).build());

        assertThat(system().hold(bare.getReservationId())).isEqualTo(hotel + ", RELEASED, 0, null, 7");
    }

    @Test
    void refused_withDifferentContent_isAConflict() throws SQLException {
        int hotel = system().hotelWithRooms(0);
        HoldRequest first = hold(system().newReservationId(), hotel);

        expectConflict(Delivery.ONE_BY_ONE.send(system().hotels(), first, changed(first, "user_id", hotel)), "user_id");
    }

    /** A conflict takes precedence over an unknown hotel. */
    @Test
    void hold_ofAKnownReservationAtAnUnknownHotel_isAConflict() throws SQLException {
        int hotel = system().hotelWithRooms(5);
        HoldRequest first = hold(system().newReservationId(), hotel);

        expectConflict(
                Delivery.ONE_BY_ONE.send(system().hotels(), first, changed(first, "hotel_id", system().newHotelId())),
                "hotel_id");
    }

    @Test
    void hold_atAnUnknownHotel_storesNothingAndSucceedsOnceItExists() throws SQLException {
        int hotel = system().newHotelId();
        long id = system().newReservationId();

        for (HoldRequest request : List.of(hold(id, hotel), release(id, hotel))) {
            assertThat(Holds.decideOne(system().hotels(), request)).isEqualTo(Outcome.HOTEL_NOT_FOUND);
            assertThat(system().hold(id)).isEmpty();
        }
        system().sql().execute("INSERT INTO hotels VALUES(" + hotel + ", 'late', 1, 1)");

        assertThat(Holds.decideOne(system().hotels(), hold(id, hotel))).isEqualTo(Outcome.HELD);
        assertThat(system().rooms(hotel)).isZero();
    }

    private static HoldRequest changed(HoldRequest request, String field, int otherHotel) {
        HoldRequest.Builder other = request.toBuilder();
        return switch (field) {
            case "hotel_id" -> other.setHotelId(otherHotel).build();
            case "user_id" -> other.setUserId(0).build();
            case "reserved_datetime" ->
                other.setReservedDatetime(request.getReservedDatetime() + 1).build();
            default ->
                other.setCheckinDatetime(request.getCheckinDatetime() - 1).build();
        };
    }

    private static void expectConflict(HoldDecision decision, String field) {
        assertThat(decision.getOutcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(decision.getConflictingField()).isEqualTo(field);
    }

    private void expectHeldOnly(HoldRequest first, int otherHotel) throws SQLException {
        assertThat(system().hold(first.getReservationId()))
                .isEqualTo(first.getHotelId() + ", HELD, 12345, 1700000000, 1700604800");
        assertThat(system().rooms(first.getHotelId())).isEqualTo(4);
        assertThat(system().rooms(otherHotel)).isEqualTo(5);
    }
}

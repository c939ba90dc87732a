package com.billshotel.server;

import static com.billshotel.server.Holds.batch;
import static com.billshotel.server.Holds.decide;
import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.outcomes;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HoldRequest;
import io.grpc.Status.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches of all sizes, valid and invalid. */
abstract class HoldBatchesContract {
    abstract HotelSystem system();

    @Test
    void batch_empty_hasNoDecisions() {
        assertThat(decide(system().hotels(), List.of())).isEmpty();
    }

    @Test
    void batch_of1000Over100Hotels_isDecidedInOrderAndBalances() throws SQLException {
        List<HoldRequest> requests = holds(100, 10, 8);
        Collections.shuffle(requests, new Random(42));

        List<HoldDecision> decisions = decide(system().hotels(), requests);

        assertThat(decisions.stream().map(HoldDecision::getReservationId))
                .containsExactlyElementsOf(
                        requests.stream().map(HoldRequest::getReservationId).toList());
        assertThat(outcomes(decisions)).filteredOn(Outcome.HELD::equals).hasSize(800);
        assertThat(outcomes(decisions)).filteredOn(Outcome.REFUSED::equals).hasSize(200);
        assertThat(rooms(requests)).hasSize(100).containsOnly("0");
        assertThat(decide(system().hotels(), requests)).isEqualTo(decisions);
    }

    @Test
    void batch_of1000Hotels_takesOneRoomOfEach() throws SQLException {
        List<HoldRequest> requests = holds(1_000, 1, 3);

        assertThat(outcomes(decide(system().hotels(), requests))).containsOnly(Outcome.HELD);

        assertThat(rooms(requests)).containsOnly("2");
    }

    /** All outcomes in one batch: no request affects the others. */
    @Test
    void batch_mixed_decidesEachRequestIndependently() throws SQLException {
        int hotel = system().hotelWithRooms(1);
        int unknown = system().newHotelId();
        long held = system().newReservationId();
        long refused = system().newReservationId();
        long cancelled = system().newReservationId();

        List<HoldDecision> decisions = decide(
                system().hotels(),
                List.of(
                        hold(held, hotel),
                        hold(refused, hotel),
                        release(cancelled, hotel),
                        hold(system().newReservationId(), unknown),
                        hold(held, hotel).toBuilder().setUserId(1).build(),
                        release(held, hotel),
                        hold(refused, hotel)));

        assertThat(outcomes(decisions))
                .containsExactly(
                        Outcome.HELD,
                        Outcome.REFUSED,
                        Outcome.RELEASED,
                        Outcome.HOTEL_NOT_FOUND,
                        Outcome.CONFLICT,
                        Outcome.RELEASED,
                        Outcome.REFUSED);
        assertThat(system().rooms(hotel)).isEqualTo(1);
    }

    @Test
    void batch_over1000_isRejectedCompletely() throws SQLException {
        int hotel = system().hotelWithRooms(2_000);
        List<HoldRequest> requests = IntStream.range(0, 1_001)
                .mapToObj(i -> hold(system().newReservationId(), hotel))
                .toList();

        Failure failure = Failure.of(() -> decide(system().hotels(), requests));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsExactly("requests");
        assertThat(failure.message()).isEqualTo("requests: is 1001 items long; expected at most 1000");
        assertThat(system().rooms(hotel)).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "reservation_id, -1, a number from 0 to 9223372036854775807",
        "hotel_id, -1, a number from 0 to 2147483647",
        "action, 0, HOLD (1) or RELEASE (2)",
        "action, 3, HOLD (1) or RELEASE (2)",
        "user_id, -1, a number from 0 to 9223372036854775807",
        "user_id, , a value: HOLD requires it",
        "reserved_datetime, -1, a number from 0 to 9223372036854775807",
        "reserved_datetime, , a value: HOLD requires it",
        "checkin_datetime, -9223372036854775808, a number from 0 to 9223372036854775807",
        "checkin_datetime, , a value: HOLD requires it",
    })
    void field_invalid_isNamedAndNothingIsDecided(String field, Long value, String expected) throws SQLException {
        HoldRequest valid = hold(system().newReservationId(), system().hotelWithRooms(1));
        HoldRequest.Builder invalid = valid.toBuilder();
        var descriptor = HoldRequest.getDescriptor().findFieldByName(field);
        if (value == null) {
            invalid.clearField(descriptor);
        } else if (field.equals("action")) {
            invalid.setActionValue(value.intValue());
        } else {
            invalid.setField(descriptor, field.equals("hotel_id") ? (Object) value.intValue() : value);
        }

        Failure failure = Failure.of(() -> decide(system().hotels(), List.of(valid, invalid.build())));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsExactly("requests[1]." + field);
        assertThat(failure.message()).endsWith("expected " + expected);
        assertThat(system().hold(valid.getReservationId())).isEmpty();
    }

    /** Clients accept 8 KiB of trailers; with larger ones they would see a transport error instead. */
    @Test
    void fields_allInvalidInALargeBatch_giveAnErrorThatFits() {
        HoldRequest invalid = HoldRequest.newBuilder()
                .setReservationId(Long.MIN_VALUE)
                .setHotelId(Integer.MIN_VALUE)
                .setUserId(Long.MIN_VALUE)
                .setReservedDatetime(Long.MIN_VALUE)
                .setCheckinDatetime(Long.MIN_VALUE)
                .build();

        Failure failure = Failure.of(() -> system().hotels().decideHolds(batch(Collections.nCopies(1_000, invalid))));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).hasSize(8).startsWith("requests[0].reservation_id", "requests[0].hotel_id");
    }

    private List<HoldRequest> holds(int hotels, int perHotel, int roomsEach) throws SQLException {
        List<HoldRequest> requests = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < hotels; i++) {
            int hotel = system().newHotelId();
            rows.add("(" + hotel + ", 'myhotel', 10000, " + roomsEach + ")");
            IntStream.range(0, perHotel).forEach(any -> requests.add(hold(system().newReservationId(), hotel)));
        }
        system().sql().execute("INSERT INTO hotels VALUES " + String.join(",", rows));
        return requests;
    }

    private List<String> rooms(List<HoldRequest> requests) throws SQLException {
        return system().sql()
                .rows("SELECT rooms_available FROM hotels WHERE id IN ("
                        + String.join(
                                ",",
                                requests.stream()
                                        .map(request -> Integer.toString(request.getHotelId()))
                                        .toList())
                        + ")");
    }
}

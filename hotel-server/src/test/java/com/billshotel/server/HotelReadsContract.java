package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelResponse;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GetHotel and CreateHotel. */
abstract class HotelReadsContract {
    abstract HotelSystem system();

    @Test
    void created_withAllFields_isReadBackUnchanged() {
        HotelRequest request = full(system().newHotelId());

        Hotel created = system().hotels().createHotel(request).getHotel();
        Hotel read = get(request.getId());

        assertThat(read).isEqualTo(created);
        assertThat(read.toBuilder().clearEtag().build())
                .isEqualTo(Hotel.newBuilder()
                        .setId(request.getId())
                        .setName("Grand 🏨 Hôtel 東京")
                        .setPricePernight(10_000)
                        .setRoomsAvailable(100)
                        .setLocation("Genève 🇨🇭")
                        .addAllFacilities(List.of("pool 🏊", "Guests' \"lounge\" <b>", "Wi\\Fi"))
                        .build());
        assertThat(read.getEtag()).isNotEmpty();
    }

    /** 0 is a valid id, and every field but the name may be unset. */
    @Test
    void created_withId0AndANameOnly_isValid() {
        Hotel created = system().hotels()
                .createHotel(HotelRequest.newBuilder().setName("n").build())
                .getHotel();

        assertThat(created.toBuilder().clearEtag().build())
                .isEqualTo(Hotel.newBuilder().setName("n").build());
        assertThat(get(0)).isEqualTo(created);
    }

    /** Concurrent reads share queries, but each returns its own hotel. */
    @Test
    void get_ofManyHotelsAtOnce_returnsEachItsOwn() throws Exception {
        List<Integer> ids = new ArrayList<>();
        for (int rooms = 1; rooms <= 20; rooms++) {
            ids.add(system().hotelWithRooms(rooms));
        }
        int missing = system().newHotelId();
        List<ListenableFuture<HotelResponse>> found = new ArrayList<>();
        List<ListenableFuture<HotelResponse>> unknown = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            found.add(system().server().hotelsAsync().getHotel(request(ids.get(i % ids.size()))));
            unknown.add(system().server().hotelsAsync().getHotel(request(missing)));
        }

        for (int i = 0; i < found.size(); i++) {
            Hotel hotel = found.get(i).get(30, TimeUnit.SECONDS).getHotel();
            assertThat(hotel.getId()).isEqualTo(ids.get(i % ids.size()));
            assertThat(hotel.getRoomsAvailable()).isEqualTo(i % ids.size() + 1);
        }
        for (ListenableFuture<HotelResponse> call : unknown) {
            assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasMessageContaining("NOT_FOUND");
        }
    }

    /** Sharing a query must not return data from before the call. */
    @Test
    void get_amongConcurrentReads_seesEarlierCommits() throws Exception {
        int id = system().hotelWithRooms(0);
        for (int rooms = 1; rooms <= 50; rooms++) {
            List<ListenableFuture<HotelResponse>> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(system().server().hotelsAsync().getHotel(request(id)));
            }
            system().sql().execute("UPDATE hotels SET rooms_available = " + rooms + " WHERE id = " + id);

            assertThat(get(id).getRoomsAvailable()).isEqualTo(rooms);
            for (ListenableFuture<HotelResponse> other : others) {
                assertThat(other.get(30, TimeUnit.SECONDS).getHotel().getRoomsAvailable())
                        .isBetween(rooms - 1, rooms);
            }
        }
    }

    @Test
    void created_atTheLimits_isStored() {
        HotelRequest request = HotelRequest.newBuilder()
                .setId(Integer.MAX_VALUE)
                .setName("🏨".repeat(255))
                .setLocation("🏨".repeat(255))
                .setPricePernight(Integer.MAX_VALUE)
                .setRoomsAvailable(1_000_000_000)
                .addAllFacilities(Collections.nCopies(100, "🏊".repeat(100)))
                .build();

        Hotel created = system().hotels().createHotel(request).getHotel();

        assertThat(get(Integer.MAX_VALUE)).isEqualTo(created);
    }

    @Test
    void created_againWithOtherContent_alreadyExistsAndStaysUnchanged() {
        HotelRequest request = full(system().newHotelId());
        Hotel created = system().hotels().createHotel(request).getHotel();

        for (HotelRequest.Builder other : List.of(
                request.toBuilder().setName("other"),
                request.toBuilder().setPricePernight(1),
                request.toBuilder().setRoomsAvailable(99),
                request.toBuilder().setRoomsAvailable(101),
                request.toBuilder().clearLocation(),
                request.toBuilder().clearFacilities())) {
            Failure failure = Failure.of(() -> system().hotels().createHotel(other.build()));

            assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
            assertThat(failure.reason()).isEqualTo("HOTEL_ALREADY_EXISTS");
            assertThat(failure.message()).isEqualTo("hotel " + request.getId() + " already exists");
        }
        assertThat(get(request.getId())).isEqualTo(created);
    }

    /** As after a COMMIT whose answer was lost. */
    @Test
    void created_againWithTheSameContent_succeeds() {
        HotelRequest request = full(system().newHotelId());
        Hotel created = system().hotels().createHotel(request).getHotel();

        assertThat(system().hotels().createHotel(request).getHotel()).isEqualTo(created);
    }

    /** Rooms booked between the call and its repetition do not make it another hotel; rooms changed otherwise do. */
    @Test
    void created_againAfterBookings_succeedsWithTheRoomsLeft() throws SQLException {
        HotelRequest request = full(system().newHotelId());
        system().hotels().createHotel(request);
        long cancelled = system().newReservationId();
        Holds.decide(
                system().hotels(),
                List.of(
                        Holds.hold(system().newReservationId(), request.getId()),
                        Holds.hold(cancelled, request.getId()),
                        Holds.release(cancelled, request.getId())));

        assertThat(system().hotels().createHotel(request).getHotel().getRoomsAvailable())
                .isEqualTo(99);

        system().sql().execute("UPDATE hotels SET rooms_available = 98 WHERE id = " + request.getId());
        assertThat(Failure.of(() -> system().hotels().createHotel(request)).code())
                .isEqualTo(Code.ALREADY_EXISTS);
    }

    @Test
    void get_missing_isNotFound() {
        int id = system().newHotelId();

        Failure failure = Failure.of(() -> get(id));

        assertThat(failure)
                .isEqualTo(
                        new Failure(Code.NOT_FOUND, "HOTEL_NOT_FOUND", List.of(), "there is no hotel " + id, Map.of()));
    }

    @Test
    void get_negativeId_isInvalid() {
        Failure failure = Failure.of(() -> get(-1));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsExactly("id");
    }

    /** Inserted at a MySQL prompt. */
    @Test
    void get_insertedWithSql_hasAnEtagAndNoDetails() throws SQLException {
        int id = system().newHotelId();
        system().sql().execute("INSERT INTO hotels VALUES(" + id + ",\"myhotel\",10000,100)");

        Hotel hotel = get(id);

        assertThat(hotel.toBuilder().clearEtag().build())
                .isEqualTo(Hotel.newBuilder()
                        .setId(id)
                        .setName("myhotel")
                        .setPricePernight(10_000)
                        .setRoomsAvailable(100)
                        .build());
        assertThat(hotel.getEtag()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "id, -1",
        "name, 256",
        "price_pernight, -1",
        "rooms_available, -1",
        "rooms_available, 1000000001",
        "location, 256",
        "facilities, 101",
        "facilities[1], 101",
        "facilities[1], 0",
        "etag, 1",
        "update_mask, 1",
    })
    void create_beyondTheLimits_isInvalidAndNamesTheField(String field, int value) {
        HotelRequest.Builder request =
                HotelRequest.newBuilder().setId(system().newHotelId()).setName("n");
        switch (field) {
            case "id" -> request.setId(value);
            case "name" -> request.setName("🏨".repeat(value));
            case "price_pernight" -> request.setPricePernight(value);
            case "rooms_available" -> request.setRoomsAvailable(value);
            case "location" -> request.setLocation("x".repeat(value));
            case "facilities" -> request.addAllFacilities(Collections.nCopies(value, "pool"));
            case "facilities[1]" -> request.addFacilities("pool").addFacilities("x".repeat(value));
            case "etag" -> request.setEtag("x");
            default -> request.setUpdateMask(FieldMask.newBuilder().addPaths("name"));
        }

        Failure failure = Failure.of(() -> system().hotels().createHotel(request.build()));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000", "a\0b", "a\nb", "\u001b[2J", "\u007f", "\u0085"})
    void create_withABlankNameOrControlCharacters_isInvalidAndNamesTheField(String text) {
        HotelRequest valid = full(system().newHotelId());

        assertInvalid(valid.toBuilder().setName(text), "name");
        assertInvalid(valid.toBuilder().addFacilities(text), "facilities[3]");
        if (!text.isBlank()) {
            assertInvalid(valid.toBuilder().setLocation(text), "location");
        }
    }

    private void assertInvalid(HotelRequest.Builder request, String field) {
        Failure failure = Failure.of(() -> system().hotels().createHotel(request.build()));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsOnly(field);
    }

    private Hotel get(int id) {
        return system().hotels().getHotel(request(id)).getHotel();
    }

    private static HotelRequest request(int id) {
        return HotelRequest.newBuilder().setId(id).build();
    }

    private static HotelRequest full(int id) {
        return HotelRequest.newBuilder()
                .setId(id)
                .setName("Grand 🏨 Hôtel 東京")
                .setPricePernight(10_000)
                .setRoomsAvailable(100)
                .setLocation("Genève 🇨🇭")
                .addAllFacilities(List.of("pool 🏊", "Guests' \"lounge\" <b>", "Wi\\Fi"))
                .build();
    }
}

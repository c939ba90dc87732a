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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** 0 is a valid id, and every other field may be unset. */
    @Test
    void created_withId0AndNothingElse_isValid() {
        Hotel created = system().hotels().createHotel(request(0)).getHotel();

        assertThat(created.toBuilder().clearEtag().build()).isEqualTo(Hotel.getDefaultInstance());
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
    void created_twice_alreadyExistsAndStaysUnchanged() {
        HotelRequest request = full(system().newHotelId());
        Hotel created = system().hotels().createHotel(request).getHotel();

        Failure failure = Failure.of(() -> system().hotels().createHotel(request(request.getId())));

        assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(failure.reason()).isEqualTo("HOTEL_ALREADY_EXISTS");
        assertThat(failure.message()).isEqualTo("hotel " + request.getId() + " already exists");
        assertThat(get(request.getId())).isEqualTo(created);
    }

    @Test
    void get_missing_isNotFound() {
        int id = system().newHotelId();

        Failure failure = Failure.of(() -> get(id));

        assertThat(failure)
                .isEqualTo(new Failure(Code.NOT_FOUND, "HOTEL_NOT_FOUND", List.of(), "there is no hotel " + id));
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
        HotelRequest.Builder request = HotelRequest.newBuilder().setId(system().newHotelId());
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

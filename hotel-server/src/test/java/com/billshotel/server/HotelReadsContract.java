package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GetHotel and CreateHotel. */
abstract class HotelReadsContract {
    abstract HotelSystem system();

    @Test
    void created_withEverything_isReadBackAsItWas() {
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

    /** 0 is a hotel like any other, and so is one of which nothing else is said. */
    @Test
    void created_withId0AndNothingElse_isAHotel() {
        Hotel created = system().hotels().createHotel(request(0)).getHotel();

        assertThat(created.toBuilder().clearEtag().build()).isEqualTo(Hotel.getDefaultInstance());
        assertThat(get(0)).isEqualTo(created);
    }

    @Test
    void created_atTheLimits_fits() {
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
    void created_twice_alreadyExistsAndIsUnchanged() {
        HotelRequest request = full(system().newHotelId());
        Hotel created = system().hotels().createHotel(request).getHotel();

        Failure failure = Failure.of(() -> system().hotels().createHotel(request(request.getId())));

        assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(failure.reason()).isEqualTo("HOTEL_ALREADY_EXISTS");
        assertThat(failure.message()).isEqualTo("hotel " + request.getId() + " exists already");
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

    /** As people at a MySQL prompt do it. */
    @Test
    void get_insertedByHand_hasAnEtagAndNoDetails() throws SQLException {
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

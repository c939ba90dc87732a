package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UpdateHotel: which fields change, and the etag check. */
abstract class HotelUpdatesContract {
    abstract HotelSystem system();

    /** Clients from before update_mask do this. */
    @Test
    void update_withoutMask_replacesTheOriginalFieldsIncludingZeros() {
        Hotel before = create();

        Hotel after = update(HotelRequest.newBuilder().setId(before.getId()).setName("n"));

        assertThat(after.toBuilder().clearEtag().build())
                .isEqualTo(Hotel.newBuilder()
                        .setId(before.getId())
                        .setName("n")
                        .setLocation("Geneva")
                        .addFacilities("pool")
                        .addFacilities("bar")
                        .build());
    }

    @Test
    void update_withoutMaskButWithNewFields_changesThemToo() {
        Hotel before = create();

        Hotel after = update(HotelRequest.newBuilder()
                .setId(before.getId())
                .setName("n")
                .setLocation("")
                .addFacilities("sauna"));

        assertThat(after.toBuilder().clearEtag().build())
                .isEqualTo(Hotel.newBuilder()
                        .setId(before.getId())
                        .setName("n")
                        .addFacilities("sauna")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"name", "price_pernight", "rooms_available", "location", "facilities"})
    void update_withMask_changesOnlyThatField(String field) {
        Hotel before = create();

        Hotel after = update(other(before.getId()).setUpdateMask(mask(field)));

        var changed = Hotel.getDescriptor().findFieldByName(field);
        assertThat(after.toBuilder().clearField(changed).clearEtag().build())
                .isEqualTo(before.toBuilder().clearField(changed).clearEtag().build());
        assertThat(after.getField(changed)).isNotEqualTo(before.getField(changed));
        assertThat(after.getEtag()).isNotEqualTo(before.getEtag());
    }

    /** A field in the mask but not in the request is cleared. */
    @Test
    void update_withMaskOfUnsetFields_clearsThem() {
        Hotel before = create();

        Hotel after = update(HotelRequest.newBuilder()
                .setId(before.getId())
                .setUpdateMask(mask("facilities", "location", "price_pernight")));

        assertThat(after.toBuilder().clearEtag().build())
                .isEqualTo(before.toBuilder()
                        .clearFacilities()
                        .clearLocation()
                        .clearPricePernight()
                        .clearEtag()
                        .build());
    }

    @Test
    void update_withStar_replacesEverything() {
        Hotel before = create();

        Hotel after = update(
                HotelRequest.newBuilder().setId(before.getId()).setName("n").setUpdateMask(mask("*")));

        assertThat(after.toBuilder().clearEtag().build())
                .isEqualTo(Hotel.newBuilder().setId(before.getId()).setName("n").build());
    }

    @ParameterizedTest
    @CsvSource({"id", "etag", "hotel.name", "''", "naïve🏨"})
    void update_withUnknownPath_isInvalid(String path) {
        Hotel before = create();

        Failure failure = Failure.of(() -> update(other(before.getId()).setUpdateMask(mask("name", path))));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsExactly("update_mask");
        assertThat(failure.message()).startsWith("update_mask: is '" + path + "'; expected * or any of name");
        assertThat(get(before.getId())).isEqualTo(before);
    }

    /** The error truncates the caller's text, so that it fits into 8 KiB of trailers. */
    @Test
    void update_withManyLongPaths_isInvalidAndTheErrorFits() {
        String[] paths = new String[100];
        Arrays.fill(paths, "🏨".repeat(100));

        Failure failure = Failure.of(() -> update(other(1).setUpdateMask(mask(paths))));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).hasSize(8);
    }

    @Test
    void update_missing_isNotFound() {
        int id = system().newHotelId();

        Failure failure = Failure.of(() -> update(other(id)));

        assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(failure.reason()).isEqualTo("HOTEL_NOT_FOUND");
    }

    @Test
    void update_withCurrentEtag_succeeds() {
        Hotel before = create();

        Hotel after = update(other(before.getId()).setEtag(before.getEtag()));

        assertThat(get(before.getId())).isEqualTo(after);
    }

    @Test
    void update_withStaleEtag_isAbortedAndChangesNothing() {
        Hotel before = create();
        Hotel now = update(other(before.getId()));

        Failure failure = Failure.of(() -> update(
                HotelRequest.newBuilder().setId(before.getId()).setName("n").setEtag(before.getEtag())));

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        assertThat(failure.reason()).isEqualTo("ETAG_MISMATCH");
        assertThat(get(before.getId())).isEqualTo(now);
    }

    /** As after a COMMIT whose answer was lost. */
    @Test
    void update_repeatedWithItsNowStaleEtag_succeeds() {
        Hotel before = create();
        HotelRequest.Builder update = other(before.getId()).setEtag(before.getEtag());
        Hotel now = update(update);

        assertThat(update(update)).isEqualTo(now);
        assertThat(get(before.getId())).isEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name", "*"})
    void update_withABlankName_isInvalid(String path) {
        Hotel before = create();
        FieldMask mask = path.isEmpty() ? FieldMask.getDefaultInstance() : mask(path);

        Failure failure =
                Failure.of(() -> update(other(before.getId()).setName(" ").setUpdateMask(mask)));

        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.fields()).containsExactly("name");
        assertThat(get(before.getId())).isEqualTo(before);
    }

    /** An update based on the old room count must not undo a booking. */
    @Test
    void etag_afterABooking_isStale() {
        Hotel before = create();

        Holds.decideOne(system().hotels(), Holds.hold(system().newReservationId(), before.getId()));

        assertThat(Failure.of(() -> update(other(before.getId()).setEtag(before.getEtag())))
                        .reason())
                .isEqualTo("ETAG_MISMATCH");
        assertThat(get(before.getId()).getRoomsAvailable()).isEqualTo(before.getRoomsAvailable() - 1);
    }

    @Test
    void etag_ofEveryState_isUnique() {
        Hotel hotel = create();
        Set<String> etags = new HashSet<>(Set.of(hotel.getEtag()));
        HotelRequest.Builder change = HotelRequest.newBuilder().setId(hotel.getId());
        for (HotelRequest.Builder step : List.of(
                change.clone().setUpdateMask(mask("name")).setName("a"),
                change.clone().setUpdateMask(mask("location")).setLocation("a"),
                change.clone().setUpdateMask(mask("price_pernight")).setPricePernight(1),
                change.clone().setUpdateMask(mask("rooms_available")).setRoomsAvailable(1),
                change.clone().setUpdateMask(mask("facilities")).addFacilities("ab"),
                change.clone()
                        .setUpdateMask(mask("facilities"))
                        .addFacilities("a")
                        .addFacilities("b"),
                change.clone()
                        .setUpdateMask(mask("facilities"))
                        .addFacilities("b")
                        .addFacilities("a"))) {
            etags.add(update(step).getEtag());
        }

        assertThat(etags).hasSize(8);
    }

    @Test
    void update_withoutRoomsInItsMask_losesNoBooking() throws Exception {
        int hotel = system().hotelWithRooms(200);

        // As many as may wait for one hotel.
        ConcurrentCallers.run(4, i -> () -> {
            for (int n = 0; n < 20; n++) {
                if (i < 2) {
                    Holds.decideOne(system().hotels(), Holds.hold(system().newReservationId(), hotel));
                } else {
                    update(other(hotel).setName("name " + i + n).setUpdateMask(mask("name", "facilities")));
                }
            }
            return null;
        });

        assertThat(system().rooms(hotel)).isEqualTo(160);
    }

    private Hotel create() {
        return system().hotels()
                .createHotel(HotelRequest.newBuilder()
                        .setId(system().newHotelId())
                        .setName("myhotel")
                        .setPricePernight(10_000)
                        .setRoomsAvailable(100)
                        .setLocation("Geneva")
                        .addFacilities("pool")
                        .addFacilities("bar")
                        .build())
                .getHotel();
    }

    private Hotel update(HotelRequest.Builder request) {
        return system().hotels().updateHotel(request.build()).getHotel();
    }

    private Hotel get(int id) {
        return system().hotels()
                .getHotel(HotelRequest.newBuilder().setId(id).build())
                .getHotel();
    }

    /** Differs from {@link #create} in every field. */
    private static HotelRequest.Builder other(int id) {
        return HotelRequest.newBuilder()
                .setId(id)
                .setName("other")
                .setPricePernight(1)
                .setRoomsAvailable(2)
                .setLocation("Lausanne")
                .addFacilities("sauna");
    }

    private static FieldMask mask(String... paths) {
        return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
    }
}

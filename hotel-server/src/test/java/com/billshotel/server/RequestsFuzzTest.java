package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.HotelRequest;
import com.billshotel.server.catalog.HotelChange;
import com.billshotel.server.catalog.HotelInfo;
import com.billshotel.server.rooms.RoomRequest;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.function.Consumer;

/** Fuzzes the validators: a request is INVALID_ARGUMENT with named fields, or a command that fits the tables. */
class RequestsFuzzTest {
    /** The trailer limit of 8 KiB, less the other trailers. */
    private static final int MAX_MESSAGE_LENGTH = 7_000;

    private static final int MAX_ROOMS = 1_000_000_000;

    @FuzzTest
    void decideHolds(byte[] bytes) {
        check(bytes, DecideHoldsRequest::parseFrom, HoldMessages::requests, requests -> {
            assertThat(requests).hasSizeLessThanOrEqualTo(1_000);
            requests.forEach(RequestsFuzzTest::checkRoomRequest);
        });
    }

    @FuzzTest
    void getHotel(byte[] bytes) {
        check(bytes, HotelRequest::parseFrom, HotelMessages::id, id -> assertThat(id)
                .isNotNegative());
    }

    @FuzzTest
    void createHotel(byte[] bytes) {
        check(bytes, HotelRequest::parseFrom, HotelMessages::hotel, RequestsFuzzTest::checkHotel);
    }

    @FuzzTest
    void updateHotel(byte[] bytes) {
        check(bytes, HotelRequest::parseFrom, HotelMessages::change, RequestsFuzzTest::checkChange);
    }

    private interface Parser<Q> {
        Q parse(byte[] bytes) throws InvalidProtocolBufferException;
    }

    private interface Validator<Q, C> {
        C validate(Q request);
    }

    private static <Q, C> void check(byte[] bytes, Parser<Q> parser, Validator<Q, C> validator, Consumer<C> commands) {
        Q request;
        try {
            request = parser.parse(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            return; // rejected before validation
        }
        C command;
        try {
            command = validator.validate(request);
        } catch (StatusRuntimeException rejection) {
            checkRejection(rejection);
            return;
        }
        commands.accept(command);
    }

    private static void checkRejection(StatusRuntimeException rejection) {
        assertThat(rejection.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        Failure failure = Failure.of(rejection);
        assertThat(failure.fields()).isNotEmpty().doesNotContain("");
        assertThat(failure.message().length()).isLessThan(MAX_MESSAGE_LENGTH);
    }

    private static void checkRoomRequest(RoomRequest request) {
        assertThat(request.reservationId()).isNotNegative();
        assertThat(request.hotelId()).isNotNegative();
        for (Long given : new Long[] {request.userId(), request.reservedDatetime(), request.checkinDatetime()}) {
            assertThat(given == null || given >= 0).isTrue();
            assertThat(given != null || request.action() == RoomRequest.Action.RELEASE)
                    .isTrue();
        }
    }

    private static void checkChange(HotelChange change) {
        checkHotel(new HotelInfo(
                change.id(),
                change.name().orElse("n"),
                change.pricePerNight().orElse(0),
                change.roomsAvailable().orElse(0),
                change.location().orElse(""),
                change.facilities().orElse(List.of())));
    }

    private static void checkHotel(HotelInfo hotel) {
        assertThat(hotel.id()).isNotNegative();
        assertThat(hotel.pricePerNight()).isNotNegative();
        assertThat(hotel.roomsAvailable()).isBetween(0, MAX_ROOMS);
        assertThat(hotel.name()).isNotBlank();
        checkText(hotel.name(), 255);
        checkText(hotel.location(), 255);
        assertThat(hotel.facilities()).hasSizeLessThanOrEqualTo(100);
        hotel.facilities().forEach(name -> checkText(name, 100));
        assertThat(hotel.etag()).hasSize(16);
    }

    private static void checkText(String text, int maxLength) {
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(maxLength);
        assertThat(text.chars()).noneMatch(Character::isISOControl);
    }
}

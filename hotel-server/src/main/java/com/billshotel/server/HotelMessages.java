package com.billshotel.server;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelResponse;
import com.billshotel.server.catalog.HotelChange;
import com.billshotel.server.catalog.HotelInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Validates hotel messages and translates them to and from the catalog's types. */
final class HotelMessages {
    /** Far above any real hotel, and far enough below 2^31 that releases cannot overflow the column. */
    private static final int MAX_ROOMS = 1_000_000_000;

    private static final int MAX_TEXT_LENGTH = 255; // characters; the columns are VARCHAR(255)
    private static final int MAX_FACILITIES = 100;
    private static final int MAX_FACILITY_LENGTH = 100;

    private static final Set<String> UPDATABLE_FIELDS =
            Set.of("name", "price_pernight", "rooms_available", "location", "facilities");

    private HotelMessages() {}

    static HotelResponse response(HotelInfo hotel) {
        return HotelResponse.newBuilder()
                .setHotel(Hotel.newBuilder()
                        .setId(hotel.id())
                        .setName(hotel.name())
                        .setPricePernight(hotel.pricePerNight())
                        .setRoomsAvailable(hotel.roomsAvailable())
                        .setLocation(hotel.location())
                        .addAllFacilities(hotel.facilities())
                        .setEtag(hotel.etag()))
                .build();
    }

    static int id(HotelRequest request) {
        Violations violations = new Violations();
        violations.checkRange("id", request.getId(), 0, Integer.MAX_VALUE);
        violations.throwIfAny();
        return request.getId();
    }

    static HotelInfo hotel(HotelRequest request) {
        Violations violations = new Violations();
        checkFields(request, violations);
        violations.checkNotBlank("name", request.getName());
        if (!request.getEtag().isEmpty()) {
            violations.add("etag", "set", "none: only UpdateHotel uses it");
        }
        if (request.hasUpdateMask()) {
            violations.add("update_mask", "set", "none: only UpdateHotel uses it");
        }
        violations.throwIfAny();
        return new HotelInfo(
                request.getId(),
                request.getName(),
                request.getPricePernight(),
                request.getRoomsAvailable(),
                request.getLocation(),
                request.getFacilitiesList());
    }

    static HotelChange change(HotelRequest request) {
        Violations violations = new Violations();
        checkFields(request, violations);
        checkMask(request.getUpdateMask().getPathsList(), violations);
        Predicate<String> changes = changedFields(request);
        if (changes.test("name")) {
            violations.checkNotBlank("name", request.getName());
        }
        violations.throwIfAny();
        return new HotelChange(
                request.getId(),
                Optional.of(request.getName()).filter(any -> changes.test("name")),
                Optional.of(request.getPricePernight()).filter(any -> changes.test("price_pernight")),
                Optional.of(request.getRoomsAvailable()).filter(any -> changes.test("rooms_available")),
                Optional.of(request.getLocation()).filter(any -> changes.test("location")),
                Optional.of(List.copyOf(request.getFacilitiesList())).filter(any -> changes.test("facilities")),
                Optional.of(request.getEtag()).filter(etag -> !etag.isEmpty()));
    }

    /** Without a mask: the original fields, and the newer ones only if set, as old clients do not know them. */
    private static Predicate<String> changedFields(HotelRequest request) {
        List<String> mask = request.getUpdateMask().getPathsList();
        if (!mask.isEmpty()) {
            return mask.contains("*") ? any -> true : mask::contains;
        }
        return field -> switch (field) {
            case "location" -> request.hasLocation();
            case "facilities" -> request.getFacilitiesCount() > 0;
            default -> true;
        };
    }

    private static void checkMask(List<String> mask, Violations violations) {
        for (String path : mask) {
            if (!UPDATABLE_FIELDS.contains(path) && !path.equals("*")) {
                violations.add(
                        "update_mask",
                        Violations.quoted(path),
                        "* or any of name, price_pernight, rooms_available, location, facilities");
            }
        }
    }

    private static void checkFields(HotelRequest request, Violations violations) {
        violations.checkRange("id", request.getId(), 0, Integer.MAX_VALUE);
        violations.checkText("name", request.getName(), MAX_TEXT_LENGTH);
        violations.checkRange("price_pernight", request.getPricePernight(), 0, Integer.MAX_VALUE);
        violations.checkRange("rooms_available", request.getRoomsAvailable(), 0, MAX_ROOMS);
        violations.checkText("location", request.getLocation(), MAX_TEXT_LENGTH);
        int count = request.getFacilitiesCount();
        if (count > MAX_FACILITIES) {
            violations.add("facilities", count + " items long", "at most " + MAX_FACILITIES);
        }
        for (int i = 0; i < count; i++) {
            checkFacility("facilities[" + i + "]", request.getFacilities(i), violations);
        }
    }

    private static void checkFacility(String field, String facility, Violations violations) {
        violations.checkNotBlank(field, facility);
        violations.checkText(field, facility, MAX_FACILITY_LENGTH);
    }
}

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

/** Checks hotel messages and translates them to and from the catalog's types. */
final class HotelMessages {
    /** Far above any hotel, and far enough below 2^31 that no number of cancellations overflows the column. */
    private static final int MOST_ROOMS = 1_000_000_000;

    private static final int LONGEST_TEXT = 255; // the columns' VARCHAR(255)
    private static final int MOST_FACILITIES = 100;
    private static final int LONGEST_FACILITY = 100;

    private static final Set<String> FIELDS =
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
        if (!request.getEtag().isEmpty()) {
            violations.add("etag", "given", "none: only UpdateHotel takes it");
        }
        if (request.hasUpdateMask()) {
            violations.add("update_mask", "given", "none: only UpdateHotel takes it");
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
        violations.throwIfAny();
        Predicate<String> changes = changedFields(request);
        return new HotelChange(
                request.getId(),
                Optional.of(request.getName()).filter(any -> changes.test("name")),
                Optional.of(request.getPricePernight()).filter(any -> changes.test("price_pernight")),
                Optional.of(request.getRoomsAvailable()).filter(any -> changes.test("rooms_available")),
                Optional.of(request.getLocation()).filter(any -> changes.test("location")),
                Optional.of(List.copyOf(request.getFacilitiesList())).filter(any -> changes.test("facilities")),
                Optional.of(request.getEtag()).filter(etag -> !etag.isEmpty()));
    }

    /** Without a mask: the four old fields, and of the newer ones those that are given, which old clients never do. */
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
            if (!FIELDS.contains(path) && !path.equals("*")) {
                violations.add(
                        "update_mask",
                        Violations.quoted(path),
                        "* or any of name, price_pernight, rooms_available, location, facilities");
            }
        }
    }

    private static void checkFields(HotelRequest request, Violations violations) {
        violations.checkRange("id", request.getId(), 0, Integer.MAX_VALUE);
        violations.checkLength("name", request.getName(), LONGEST_TEXT);
        violations.checkRange("price_pernight", request.getPricePernight(), 0, Integer.MAX_VALUE);
        violations.checkRange("rooms_available", request.getRoomsAvailable(), 0, MOST_ROOMS);
        violations.checkLength("location", request.getLocation(), LONGEST_TEXT);
        int count = request.getFacilitiesCount();
        if (count > MOST_FACILITIES) {
            violations.add("facilities", count + " in number", "at most " + MOST_FACILITIES);
        }
        for (int i = 0; i < count; i++) {
            checkFacility("facilities[" + i + "]", request.getFacilities(i), violations);
        }
    }

    private static void checkFacility(String field, String facility, Violations violations) {
        if (facility.isBlank()) {
            violations.add(field, "blank", "a name");
        }
        violations.checkLength(field, facility, LONGEST_FACILITY);
    }
}

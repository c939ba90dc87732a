package com.billshotel.server.catalog;

import java.util.List;

/** A valid request that the catalog rejects because of its current state. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why the request was rejected. */
    public enum Reason {
        HOTEL_NOT_FOUND,
        HOTEL_ALREADY_EXISTS,
        /** The hotel has changed since its etag was read. */
        ETAG_MISMATCH,
        /** Columns of the hotel have no valid value; its other columns and all other hotels are unaffected. */
        HOTEL_DATA_INVALID
    }

    private final Reason reason;

    private CatalogException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static CatalogException notFound(int id) {
        return new CatalogException(Reason.HOTEL_NOT_FOUND, "there is no hotel " + id);
    }

    static CatalogException alreadyExists(int id) {
        return new CatalogException(Reason.HOTEL_ALREADY_EXISTS, "hotel " + id + " already exists");
    }

    static CatalogException stale(HotelInfo hotel) {
        return new CatalogException(
                Reason.ETAG_MISMATCH,
                "hotel " + hotel.id() + " has changed since: its etag is now " + hotel.etag() + "; read it again");
    }

    static CatalogException invalidData(int id, List<String> problems) {
        return new CatalogException(
                Reason.HOTEL_DATA_INVALID,
                "hotel " + id + " has invalid data: " + String.join(", ", problems)
                        + "; set these fields with UpdateHotel, without an etag");
    }

    /** Stable, for programs. */
    public Reason reason() {
        return reason;
    }
}

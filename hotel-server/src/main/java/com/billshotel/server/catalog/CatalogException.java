package com.billshotel.server.catalog;

/** A valid request that the catalog rejects because of its current state. */
public final class CatalogException extends Exception {
    /** Why the request was rejected. */
    public enum Reason {
        HOTEL_NOT_FOUND,
        HOTEL_ALREADY_EXISTS,
        /** The hotel has changed since its etag was read. */
        ETAG_MISMATCH
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

    public Reason reason() {
        return reason;
    }
}

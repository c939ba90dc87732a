package com.billshotel.reserve.intake;

/**
 * A valid booking or cancellation. A booking has all fields; in a cancellation {@code userId}, {@code reservedAt} and {@code
 * checkinAt} may be null.
 *
 * @param id the reservation's id
 * @param cancel whether this is a cancellation
 * @param reservedAt when the reservation was made, in Unix seconds
 * @param checkinAt when the guest checks in, in Unix seconds
 */
public record ReservationMessage(long id, boolean cancel, int hotelId, Long userId, Long reservedAt, Long checkinAt)
        implements Decoded {}

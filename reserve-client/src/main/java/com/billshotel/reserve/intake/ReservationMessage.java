package com.billshotel.reserve.intake;

/**
 * A booking or a cancellation, every given field within its range. The three nullable fields are always there in a
 * booking; a cancellation may leave out any of them.
 *
 * @param id the reservation
 * @param reservedAt when it was reserved, in Unix seconds
 * @param checkinAt when the guest checks in, in Unix seconds
 */
public record ReservationMessage(long id, boolean cancel, int hotelId, Long userId, Long reservedAt, Long checkinAt)
        implements Decoded {}

package com.billshotel.reserve.intake;

/**
 * A message that can never become a reservation.
 *
 * @param detail the field, its value (shortened) and what was expected; one line of printable ASCII
 */
public record Malformed(String detail) implements Decoded {}

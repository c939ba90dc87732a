package com.billshotel.reserve.intake;

/**
 * A message that can never become a reservation as it is.
 *
 * @param detail which field is wrong, its value cut short, and what was expected; one line of printable text
 */
public record Malformed(String detail) implements Decoded {}

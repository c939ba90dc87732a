package com.billshotel.reserve.intake;

/** What a message turned out to be: a {@link ReservationMessage}, or {@link Malformed}. */
public sealed interface Decoded permits ReservationMessage, Malformed {}

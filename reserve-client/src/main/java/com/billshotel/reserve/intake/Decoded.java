package com.billshotel.reserve.intake;

/** The result of decoding a message. */
public sealed interface Decoded permits ReservationMessage, Malformed {}

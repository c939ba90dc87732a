package com.billshotel.reserve.booking;

import java.time.Instant;
import java.util.Map;

/** A message as delivered by the broker, with the means to acknowledge it. */
public record Delivery(
        String messageId,
        byte[] payload,
        Map<String, String> attributes,
        Instant publishedAt,
        Acknowledgement acknowledgement) {}

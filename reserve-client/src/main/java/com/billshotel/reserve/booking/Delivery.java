package com.billshotel.reserve.booking;

import java.time.Instant;
import java.util.Map;

/** One message as it came from the broker, and the way to acknowledge it. */
public record Delivery(
        String messageId,
        byte[] payload,
        Map<String, String> attributes,
        Instant publishedAt,
        Acknowledgement acknowledgement) {}

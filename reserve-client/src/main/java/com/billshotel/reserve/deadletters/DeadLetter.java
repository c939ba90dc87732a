package com.billshotel.reserve.deadletters;

import java.time.LocalDateTime;

/**
 * What the table says of a dead letter, without its payload. Times are UTC.
 *
 * @param replayedAt null if it was not replayed
 */
record DeadLetter(
        String messageId,
        String reason,
        String detail,
        LocalDateTime publishedAt,
        LocalDateTime storedAt,
        LocalDateTime replayedAt) {}

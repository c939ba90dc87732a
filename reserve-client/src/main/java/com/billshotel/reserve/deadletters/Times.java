package com.billshotel.reserve.deadletters;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Times as people read them. */
final class Times {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'");

    private Times() {}

    /** A "-" for none. */
    static String text(LocalDateTime utc) {
        return utc == null ? "-" : UTC.format(utc);
    }
}

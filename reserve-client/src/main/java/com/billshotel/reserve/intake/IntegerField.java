package com.billshotel.reserve.intake;

/** The integer fields of a message and their ranges. None may be negative; zero is valid. */
enum IntegerField {
    ID("id", Long.MAX_VALUE, "an integer"),
    HOTEL_ID("hotel_id", Integer.MAX_VALUE, "an integer"),
    USER_ID("user_id", Long.MAX_VALUE, "an integer"),
    RESERVED_DATETIME("reserved_datetime", IntegerField.END_OF_YEAR_9999, "Unix seconds, an integer"),
    CHECKIN_DATETIME("checkin_datetime", IntegerField.END_OF_YEAR_9999, "Unix seconds, an integer");

    private static final long END_OF_YEAR_9999 = 253_402_300_799L;

    final String jsonName;
    private final long max;
    private final String kind;

    IntegerField(String jsonName, long max, String kind) {
        this.jsonName = jsonName;
        this.max = max;
        this.kind = kind;
    }

    /** Returns null for an unknown name. */
    static IntegerField named(String name) {
        return switch (name) {
            case "id" -> ID;
            case "hotel_id" -> HOTEL_ID;
            case "user_id" -> USER_ID;
            case "reserved_datetime" -> RESERVED_DATETIME;
            case "checkin_datetime" -> CHECKIN_DATETIME;
            default -> null;
        };
    }

    /** Parses a JSON integer, which may exceed the range of a long. */
    long parse(String digits) throws MalformedException {
        long value;
        try {
            value = Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw outOfRange(digits);
        }
        if (value < 0 || value > max) {
            throw outOfRange(digits);
        }
        return value;
    }

    private MalformedException outOfRange(String digits) {
        boolean tooLargeTime = max == END_OF_YEAR_9999 && !digits.startsWith("-");
        return malformed(
                Excerpt.of(digits) + (tooLargeTime ? " is too large, perhaps milliseconds" : " is out of range"));
    }

    /** An exception that names the field, the problem and what was expected. */
    MalformedException malformed(String problem) {
        return new MalformedException(jsonName + ": " + problem + "; expected " + kind + " from 0 to " + max);
    }
}

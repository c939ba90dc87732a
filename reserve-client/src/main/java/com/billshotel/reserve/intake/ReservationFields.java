package com.billshotel.reserve.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Collects the known fields of one message, in any order, then validates them together. */
final class ReservationFields {
    private static final String CANCEL_FIELD = "is_cancel";

    private final Long[] values = new Long[IntegerField.values().length];
    private Boolean cancel;

    /** Reads the field whose name and first value token the parser has just read. */
    void read(String name, JsonParser json) throws IOException, MalformedException {
        IntegerField field = IntegerField.named(name);
        if (field != null) {
            readInteger(field, json);
        } else if (name.equals(CANCEL_FIELD)) {
            readCancel(json);
        } else {
            json.skipChildren();
        }
    }

    private void readInteger(IntegerField field, JsonParser json) throws IOException, MalformedException {
        if (values[field.ordinal()] != null) {
            throw field.malformed("given twice");
        }
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw field.malformed(describe(json));
        }
        values[field.ordinal()] = field.parse(json.getText());
    }

    private void readCancel(JsonParser json) throws IOException, MalformedException {
        if (cancel != null) {
            throw new MalformedException(CANCEL_FIELD + ": given twice; expected true or false");
        }
        if (!json.currentToken().isBoolean()) {
            throw new MalformedException(CANCEL_FIELD + ": " + describe(json) + "; expected true or false");
        }
        cancel = json.getBooleanValue();
    }

    private static String describe(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "is an object";
            case START_ARRAY -> "is an array";
            case VALUE_STRING -> '"' + Excerpt.of(json.getText()) + "\" is a string";
            case VALUE_NUMBER_FLOAT -> Excerpt.of(json.getText()) + " has a fraction or an exponent";
            case VALUE_NUMBER_INT -> Excerpt.of(json.getText()) + " is a number";
            default -> "is " + json.getText();
        };
    }

    ReservationMessage toMessage() throws MalformedException {
        boolean isCancel = cancel != null && cancel;
        for (IntegerField field : IntegerField.values()) {
            if (value(field) == null && (!isCancel || isRequiredToCancel(field))) {
                throw field.malformed("missing");
            }
        }
        checkTimeOrder();
        return new ReservationMessage(
                value(IntegerField.ID),
                isCancel,
                value(IntegerField.HOTEL_ID).intValue(),
                value(IntegerField.USER_ID),
                value(IntegerField.RESERVED_DATETIME),
                value(IntegerField.CHECKIN_DATETIME));
    }

    private static boolean isRequiredToCancel(IntegerField field) {
        return field == IntegerField.ID || field == IntegerField.HOTEL_ID;
    }

    private void checkTimeOrder() throws MalformedException {
        Long reservedAt = value(IntegerField.RESERVED_DATETIME);
        Long checkinAt = value(IntegerField.CHECKIN_DATETIME);
        if (reservedAt != null && checkinAt != null && checkinAt < reservedAt) {
            throw new MalformedException("checkin_datetime: " + checkinAt + " is before reserved_datetime " + reservedAt
                    + "; expected the reservation to come first");
        }
    }

    private Long value(IntegerField field) {
        return values[field.ordinal()];
    }
}

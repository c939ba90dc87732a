package com.billshotel.reserve.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages with anything in any field: values of every type, and the numbers around every limit. */
final class GeneratedMessages {
    private static final List<String> INTEGERS =
            List.of("id", "hotel_id", "user_id", "reserved_datetime", "checkin_datetime");
    private static final List<String> FIELDS =
            Stream.concat(INTEGERS.stream(), Stream.of("is_cancel")).toList();

    private static final String ABSENT = "";
    private static final List<String> VALUES = List.of(
            ABSENT,
            "null",
            "true",
            "false",
            "\"\"",
            "\"1\"",
            "\"true\"",
            "\"2023-11-14T22:13:20Z\"",
            "[]",
            "[1]",
            "{}",
            "{\"id\":1}",
            "-9223372036854775809",
            "-9223372036854775808",
            "-1",
            "-0",
            "0",
            "1",
            "2147483646",
            "2147483647",
            "2147483648",
            "4294967296",
            "253402300798",
            "253402300799",
            "253402300800",
            "1700604800000",
            "9223372036854775806",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "9".repeat(400),
            "0.0",
            "1.0",
            "1.5",
            "-1.0",
            "1e3",
            "1E+2",
            "1e-1",
            "10e-1",
            "1e400",
            "1e-400",
            "2147483647.0",
            "2147483647.5",
            "9223372036854775807.0",
            "9223372036854775808.0",
            "9223372036854775807.5");

    private static final List<String> UNKNOWN = List.of(
            "\"note\":null",
            "\"ID\":-1",
            "\"hotelid\":1.5",
            "\"\":[]",
            "\"note\":{\"id\":\"x\",\"id\":[1,{\"hotel_id\":null}]}",
            "\"note\":1e999999999",
            "\"note\":\"\\ud800 \\u0000\"",
            "\"is_Cancel\":\"\u65c5\u9928\"");

    /** Every value in place of a message, and in every field of a booking and of a cancellation, one at a time; unknown fields. */
    static List<String> systematic() {
        List<String> messages = new ArrayList<>(VALUES);
        UNKNOWN.forEach(field -> messages.add(object(List.of(field, "\"id\":1,\"hotel_id\":2,\"is_cancel\":true"))));
        for (String flag : List.of(ABSENT, "false", "true")) {
            for (String field : FIELDS) {
                for (String value : VALUES) {
                    messages.add(object(FIELDS.stream()
                            .map(name -> field(name, name.equals(field) ? value : ordinary(name, flag)))
                            .toList()));
                }
            }
        }
        return messages;
    }

    /** Each field with a random value, in any order, sometimes twice, with unknown fields in between. */
    static String random(Random random) {
        List<String> fields = new ArrayList<>();
        for (String name : FIELDS) {
            String value = random.nextInt(12) == 0 ? pick(VALUES, random) : valid(name, random);
            String field = random.nextInt(20) == 0 ? escaped(name, value) : field(name, value);
            fields.addAll(Collections.nCopies(random.nextInt(60) == 0 ? 2 : 1, field));
        }
        if (random.nextInt(3) == 0) {
            fields.add(pick(UNKNOWN, random));
        }
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private static String ordinary(String name, String flag) {
        return switch (name) {
            case "is_cancel" -> flag;
            case "reserved_datetime" -> "0"; // before any check-in
            case "checkin_datetime" -> "253402300799"; // after any reservation
            default -> "1";
        };
    }

    private static String valid(String name, Random random) {
        return switch (name) {
            case "is_cancel" -> pick(List.of(ABSENT, "false", "true"), random);
            case "hotel_id" -> pick(List.of("0", "7", "2147483647"), random);
            case "reserved_datetime" -> pick(List.of("0", "1700000000"), random);
            case "checkin_datetime" -> pick(List.of("0", "1700604800", "253402300799"), random);
            default -> pick(List.of("0", "12345", "9223372036854775807"), random);
        };
    }

    private static String field(String name, String value) {
        return value.equals(ABSENT) ? ABSENT : '"' + name + "\":" + value;
    }

    /** The same name in JSON, written differently. */
    private static String escaped(String name, String value) {
        return value.equals(ABSENT)
                ? ABSENT
                : String.format("\"\\u%04x%s\" :\n%s ", (int) name.charAt(0), name.substring(1), value);
    }

    private static String object(List<String> fields) {
        return fields.stream().filter(field -> !field.equals(ABSENT)).collect(Collectors.joining(",", "{", "}"));
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private GeneratedMessages() {}
}

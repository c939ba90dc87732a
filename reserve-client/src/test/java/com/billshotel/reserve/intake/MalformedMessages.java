package com.billshotel.reserve.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Malformed messages: a name for the test report, the payload, and how the decoder's detail starts. */
public final class MalformedMessages {
    private static final String LONG = "expected an integer from 0 to 9223372036854775807";
    private static final String INT = "expected an integer from 0 to 2147483647";
    private static final String TIME = "expected Unix seconds, an integer from 0 to 253402300799";
    private static final String OBJECT = "expected one JSON object";

    public static Stream<Arguments> all() {
        return Stream.of(documents(), encodings(), integers(), times(), cancels())
                .flatMap(group -> group);
    }

    private static Stream<Arguments> documents() {
        return Stream.of(
                document("nothing", "", "the message is empty; " + OBJECT),
                document("blanks", " \n\t ", "the message is not a JSON object; " + OBJECT),
                document("an array", "[" + booking("") + "]", "the message is not a JSON object; " + OBJECT),
                document("a string", "\"id\"", "the message is not a JSON object; " + OBJECT),
                document("a number", "1", "the message is not a JSON object; " + OBJECT),
                document("null", "null", "the message is not a JSON object; " + OBJECT),
                document("two objects", booking("") + booking(""), "something follows the JSON object; " + OBJECT),
                document("a comma after", booking("") + ",", "not JSON: "),
                document("a brace after", booking("") + "}", "not JSON: "),
                document("a word after", booking("") + " x", "not JSON: "),
                document("plain text", "hello", "not JSON: Unrecognized token 'hello'"),
                document("cut off", booking("").substring(0, 60), "not JSON: "),
                document("only a brace", "{", "not JSON: "),
                document("single quotes", booking("").replace('"', '\''), "not JSON: "),
                document("a comment", "/* */" + booking(""), "not JSON: "),
                document("a comma at the end", booking("").replace("}", ",}"), "not JSON: "),
                document("a name without quotes", booking("").replace("\"id\"", "id"), "not JSON: "),
                document("a raw line break in a string", booking("\"note\":\"\n\","), "not JSON: "),
                document("an unknown escape", booking("\"note\":\"\\x\","), "not JSON: "),
                document("NaN", booking("\"note\":NaN,"), "not JSON: "),
                document("a leading zero", booking("\"note\":01,"), "not JSON: "),
                document("a leading plus", booking("\"note\":+1,"), "not JSON: "),
                document(
                        "65 levels", booking("\"note\":" + "[".repeat(65) + "]".repeat(65) + ","), "nested too deeply"),
                document("1,000 levels", "[".repeat(1_000), "the message is not a JSON object; " + OBJECT),
                document("1,000 levels below", "{\"a\":".repeat(1_000), "nested too deeply"),
                document("an empty object", "{}", "id: missing; " + LONG));
    }

    private static Stream<Arguments> encodings() {
        byte[] binary = new byte[256];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) i;
        }
        String named = booking("\"name\":\"h\u00f4tel\",");
        return Stream.of(
                arguments("Latin-1", named.getBytes(ISO_8859_1), "not UTF-8 at byte "),
                arguments(
                        "cut within a character",
                        new byte[] {'{', '"', (byte) 0xE6, (byte) 0x97},
                        "not UTF-8 at byte 2"),
                arguments(
                        "an encoded surrogate",
                        new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                        "not UTF-8"),
                arguments("binary", binary, "not UTF-8 at byte 128"),
                arguments("UTF-16", booking("").getBytes(UTF_16), "not UTF-8 at byte 0"),
                arguments("UTF-16 without a mark", booking("").getBytes(UTF_16LE), "not JSON: "),
                arguments("a byte order mark", ("\ufeff" + booking("")).getBytes(UTF_8), "not JSON: "),
                arguments("zero bytes", new byte[10], "not JSON: "));
    }

    private static Stream<Arguments> integers() {
        return Stream.of(
                changed("id missing", "\"id\":1,", "", "id: missing; " + LONG),
                changed("id null", "\"id\":1", "\"id\":null", "id: is null; " + LONG),
                changed("id a string", "\"id\":1", "\"id\":\"1\"", "id: \"1\" is a string; " + LONG),
                changed("id a fraction", "\"id\":1", "\"id\":1.0", "id: 1.0 has a fraction or an exponent; " + LONG),
                changed("id an exponent", "\"id\":1", "\"id\":1e3", "id: 1e3 has a fraction or an exponent; " + LONG),
                changed("id a boolean", "\"id\":1", "\"id\":true", "id: is true; " + LONG),
                changed("id an object", "\"id\":1", "\"id\":{\"id\":1}", "id: is an object; " + LONG),
                changed("id an array", "\"id\":1", "\"id\":[1]", "id: is an array; " + LONG),
                changed("id negative", "\"id\":1", "\"id\":-1", "id: -1 is out of range; " + LONG),
                changed(
                        "id too large",
                        "\"id\":1",
                        "\"id\":9223372036854775808",
                        "id: 9223372036854775808 is out of range"),
                changed(
                        "id huge",
                        "\"id\":1",
                        "\"id\":" + "9".repeat(9_999),
                        "id: " + "9".repeat(80) + "... is out of"),
                changed("id twice", "\"id\":1", "\"id\":1,\"id\":1", "id: given twice; " + LONG),
                changed("hotel_id missing", "\"hotel_id\":2,", "", "hotel_id: missing; " + INT),
                changed(
                        "hotel_id too large",
                        "\"hotel_id\":2",
                        "\"hotel_id\":2147483648",
                        "hotel_id: 2147483648 is out"),
                changed(
                        "hotel_id a string",
                        "\"hotel_id\":2",
                        "\"hotel_id\":\"a\\n\u00e9\"",
                        "hotel_id: \"a\\u000a\\u00e9\" is a"),
                changed("user_id missing", "\"user_id\":3,", "", "user_id: missing; " + LONG),
                changed(
                        "user_id a long string",
                        ":3,",
                        ":\"" + "x".repeat(500) + "\",",
                        "user_id: \"" + "x".repeat(80) + "...\""),
                changed("another case", "\"id\":1", "\"ID\":1", "id: missing; " + LONG));
    }

    private static Stream<Arguments> times() {
        return Stream.of(
                changed(
                        "reserved_datetime missing",
                        "\"reserved_datetime\":4,",
                        "",
                        "reserved_datetime: missing; " + TIME),
                changed(
                        "checkin_datetime missing",
                        ",\"checkin_datetime\":5",
                        "",
                        "checkin_datetime: missing; " + TIME),
                changed(
                        "milliseconds",
                        ":5",
                        ":1700604800000",
                        "checkin_datetime: 1700604800000 is too large, perhaps milliseconds; " + TIME),
                changed("year 10000", ":5", ":253402300800", "checkin_datetime: 253402300800 is too large"),
                changed("before 1970", ":4", ":-4", "reserved_datetime: -4 is out of range; " + TIME),
                changed(
                        "ISO 8601",
                        ":4",
                        ":\"2023-11-14T22:13:20Z\"",
                        "reserved_datetime: \"2023-11-14T22:13:20Z\" is a string; " + TIME),
                changed("check-in first", ":5", ":3", "checkin_datetime: 3 is before reserved_datetime 4; expected"));
    }

    private static Stream<Arguments> cancels() {
        String flag = "is_cancel: ";
        return Stream.of(
                document(
                        "is_cancel a string",
                        booking("\"is_cancel\":\"true\","),
                        flag + "\"true\" is a string; expected true or false"),
                document(
                        "is_cancel a number",
                        booking("\"is_cancel\":1,"),
                        flag + "1 is a number; expected true or false"),
                document("is_cancel null", booking("\"is_cancel\":null,"), flag + "is null; expected true or false"),
                document(
                        "is_cancel an object",
                        booking("\"is_cancel\":{},"),
                        flag + "is an object; expected true or false"),
                document("is_cancel twice", booking("\"is_cancel\":true,\"is_cancel\":true,"), flag + "given twice"),
                document("a cancel without id", "{\"is_cancel\":true,\"hotel_id\":1}", "id: missing; " + LONG),
                document("a cancel without hotel_id", "{\"is_cancel\":true,\"id\":1}", "hotel_id: missing; " + INT),
                document(
                        "a cancel with a bad user", cancel("\"user_id\":\"x\""), "user_id: \"x\" is a string; " + LONG),
                document("a cancel with user null", cancel("\"user_id\":null"), "user_id: is null; " + LONG),
                document(
                        "a cancel, check-in first",
                        cancel("\"reserved_datetime\":2,\"checkin_datetime\":1"),
                        "checkin_datetime: 1 is before"));
    }

    private static String booking(String more) {
        return "{" + more + "\"id\":1,\"hotel_id\":2,\"user_id\":3,\"reserved_datetime\":4,\"checkin_datetime\":5}";
    }

    private static String cancel(String more) {
        return "{\"id\":1,\"hotel_id\":2,\"is_cancel\":true," + more + "}";
    }

    private static Arguments document(String kind, String text, String detail) {
        return arguments(kind, text.getBytes(UTF_8), detail);
    }

    private static Arguments changed(String kind, String from, String to, String detail) {
        assertThat(booking("")).contains(from);
        return document(kind, booking("").replace(from, to), detail);
    }

    private MalformedMessages() {}
}

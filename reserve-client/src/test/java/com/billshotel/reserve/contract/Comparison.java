package com.billshotel.reserve.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares the schema's answer to a payload with the decoder's. */
final class Comparison {
    enum Answer {
        BOTH_ACCEPT,
        BOTH_REFUSE,
        /** None of the following explains it. */
        DISAGREE,

        /** A schema says nothing about bytes that are not one JSON document. */
        NOT_JSON("the message is empty; .*"
                + "|the message is not a JSON object; .*"
                + "|something follows the JSON object; .*"
                + "|not UTF-8 at byte \\d+; .*"
                + "|not JSON: .*"
                + "|nested too deeply.*"),

        // Refused by the decoder alone, each for a rule that JSON Schema cannot express.
        TIMES_OUT_OF_ORDER("checkin_datetime: \\d+ is before reserved_datetime \\d+; .*"),
        /** JSON Schema counts 1.0 and 1e3 as integers. */
        FRACTION_OR_EXPONENT("\\w+: \\S+ has a fraction or an exponent; .*"),
        GIVEN_TWICE("\\w+: given twice; .*"),
        TOO_LONG("the message has \\d+ bytes; expected at most 65536"),
        TOO_DEEP("nested too deeply.*");

        private final Pattern detail; // the decoder's; null: any

        Answer() {
            this.detail = null;
        }

        Answer(String detail) {
            this.detail = Pattern.compile(detail);
        }

        boolean matches(String text) {
            return detail != null && detail.matcher(text).matches();
        }
    }

    private static final List<Answer> BEYOND_THE_SCHEMA = List.of(
            Answer.TIMES_OUT_OF_ORDER,
            Answer.FRACTION_OR_EXPONENT,
            Answer.GIVEN_TWICE,
            Answer.TOO_LONG,
            Answer.TOO_DEEP);

    private final ReservationDecoder decoder = new ReservationDecoder();
    private final Schema schema;

    Comparison(Schema schema) {
        this.schema = schema;
    }

    Answer compare(byte[] payload) {
        Decoded decoded = decoder.decode(payload);
        Optional<JsonNode> document = document(payload);
        if (document.isEmpty()) {
            return refusal(decoded).filter(Answer.NOT_JSON::matches).isPresent() ? Answer.NOT_JSON : Answer.DISAGREE;
        }
        boolean valid = schema.validate(document.get()).isEmpty();
        return refusal(decoded).map(detail -> refused(valid, detail)).orElse(accepted(valid));
    }

    /** Both answers in full, for the report of a failed test. */
    String explain(byte[] payload) {
        List<String> errors = document(payload)
                .map(json -> schema.validate(json).stream().map(Error::toString).toList())
                .orElse(List.of("not JSON"));
        return new String(payload, UTF_8) + "\n  schema: " + errors + "\n  decoder: " + decoder.decode(payload);
    }

    private static Answer accepted(boolean valid) {
        return valid ? Answer.BOTH_ACCEPT : Answer.DISAGREE;
    }

    private static Answer refused(boolean valid, String detail) {
        if (!valid) {
            return Answer.BOTH_REFUSE;
        }
        return BEYOND_THE_SCHEMA.stream()
                .filter(answer -> answer.matches(detail))
                .findFirst()
                .orElse(Answer.DISAGREE);
    }

    private static Optional<String> refusal(Decoded decoded) {
        return decoded instanceof Malformed malformed ? Optional.of(malformed.detail()) : Optional.empty();
    }

    /** Empty if the bytes are not one JSON document in UTF-8. */
    private static Optional<JsonNode> document(byte[] payload) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            return Optional.of(ContractFiles.JSON.readTree(text)).filter(json -> !json.isMissingNode());
        } catch (CharacterCodingException | JacksonException e) {
            return Optional.empty();
        }
    }
}

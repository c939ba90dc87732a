package com.billshotel.reserve.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;

/** Reads messages. Never throws, whatever the bytes: what cannot be read is {@link Malformed}. */
public final class ReservationDecoder {
    /** The longest message that is read at all. */
    public static final int MAX_BYTES = 65_536;

    private static final int MAX_NESTING = 64;

    /**
     * Nothing within MAX_BYTES may be too long for the parser, for unknown fields are to be ignored, whatever they hold. Names
     * are not kept from one message to the next: strangers choose them.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Turns the payload of one message into what it says, or into what is wrong with it. */
    public Decoded decode(byte[] payload) {
        try {
            return parse(toText(payload));
        } catch (MalformedException e) {
            return new Malformed(e.getMessage());
        } catch (StreamConstraintsException e) {
            return new Malformed("nested too deep" + where(e) + "; expected at most " + MAX_NESTING + " levels");
        } catch (JacksonException e) {
            return new Malformed("not JSON: " + Excerpt.of(withoutGrammar(e)) + where(e));
        } catch (IOException | RuntimeException e) {
            return new Malformed("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** The parser goes on to list every token that JSON has; where a message went wrong is what helps. */
    private static String withoutGrammar(JacksonException e) {
        return e.getOriginalMessage().replaceFirst(":? ?\\(?was expecting .*", "");
    }

    /** Decoded here and not by the parser, which would also take UTF-16 and UTF-32, and mends what is not valid. */
    private static CharBuffer toText(byte[] payload) throws MalformedException {
        if (payload.length == 0) {
            throw new MalformedException("the message is empty; expected one JSON object");
        }
        if (payload.length > MAX_BYTES) {
            throw new MalformedException("the message has " + payload.length + " bytes; expected at most " + MAX_BYTES);
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        CharBuffer text = CharBuffer.allocate(payload.length);
        CoderResult result = UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw new MalformedException(
                    "not UTF-8 at byte " + bytes.position() + "; expected one JSON object in UTF-8");
        }
        return text.flip();
    }

    private static ReservationMessage parse(CharBuffer text) throws IOException, MalformedException {
        try (JsonParser json = JSON.createParser(text.array(), 0, text.limit())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("the message is not a JSON object; expected one JSON object");
            }
            ReservationFields fields = new ReservationFields();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                fields.take(name, json);
            }
            if (json.nextToken() != null) {
                throw new MalformedException("something follows the JSON object; expected one JSON object");
            }
            return fields.toMessage();
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null ? "" : " at character " + e.getLocation().getCharOffset();
    }
}

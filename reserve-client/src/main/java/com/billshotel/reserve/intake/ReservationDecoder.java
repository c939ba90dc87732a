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

/** Decodes messages. Never throws: anything that is not a valid message is {@link Malformed}. */
public final class ReservationDecoder {
    /** Larger messages are malformed. */
    static final int MAX_BYTES = 65_536;

    private static final int MAX_NESTING = 64;

    /**
     * No length limit of the parser is below MAX_BYTES, because unknown fields are ignored whatever they contain. Field names
     * are not cached across messages: they are untrusted, so a cache could grow without bound.
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

    /** Decodes the payload of one message. */
    public Decoded decode(byte[] payload) {
        try {
            return parse(decodeUtf8(payload));
        } catch (MalformedException e) {
            return new Malformed(e.getMessage());
        } catch (StreamConstraintsException e) {
            return new Malformed("nested too deeply" + where(e) + "; expected at most " + MAX_NESTING + " levels");
        } catch (JacksonException e) {
            return new Malformed("not JSON: " + Excerpt.of(withoutExpectedTokens(e)) + where(e));
        } catch (IOException | RuntimeException e) {
            return new Malformed("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Drops the parser's list of every token it would have accepted. */
    private static String withoutExpectedTokens(JacksonException e) {
        return e.getOriginalMessage().replaceFirst(":? ?\\(?was expecting .*", "");
    }

    /** The parser's own decoding would also accept UTF-16 and UTF-32, and replace invalid bytes. */
    private static CharBuffer decodeUtf8(byte[] payload) throws MalformedException {
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
                fields.read(name, json);
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

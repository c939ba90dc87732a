package com.billshotel.reserve.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message's attributes as stored in {@code dead_letters}: a JSON object of strings. */
public final class AttributesJson {
    private static final JsonFactory JSON = new JsonFactory();

    static String write(Map<String, String> attributes) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    /** Reads what the worker has written. */
    public static Map<String, String> read(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                attributes.put(name, json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not the JSON that the worker writes: " + text, e);
        }
        return attributes;
    }

    private AttributesJson() {}
}

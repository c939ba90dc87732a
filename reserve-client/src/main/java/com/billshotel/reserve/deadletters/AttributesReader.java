package com.billshotel.reserve.deadletters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a message's attributes from the JSON object of strings that the table keeps. */
final class AttributesReader {
    private static final JsonFactory JSON = new JsonFactory();

    private AttributesReader() {}

    static Map<String, String> read(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                attributes.put(name, json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the worker wrote another JSON: " + text, e);
        }
        return attributes;
    }
}

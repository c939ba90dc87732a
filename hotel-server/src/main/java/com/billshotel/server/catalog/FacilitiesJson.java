package com.billshotel.server.catalog;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts a hotel's facilities to and from the JSON array stored in hotel_details. */
final class FacilitiesJson {
    /** Keeps the column readable: "Guests' lounge" rather than "Guests\\u0027 lounge". */
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private FacilitiesJson() {}

    static String write(List<String> facilities) {
        return GSON.toJson(facilities);
    }

    /**
     * Empty if it is not an array of strings.
     *
     * @param json null if the hotel has no details
     */
    static Optional<List<String>> read(String json) {
        if (json == null) {
            return Optional.of(List.of());
        }
        try {
            return strings(JsonParser.parseString(json));
        } catch (JsonParseException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> strings(JsonElement json) {
        if (!json.isJsonArray()) {
            return Optional.empty();
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement item : json.getAsJsonArray()) {
            if (!item.isJsonPrimitive() || !item.getAsJsonPrimitive().isString()) {
                return Optional.empty();
            }
            strings.add(item.getAsString());
        }
        return Optional.of(strings);
    }
}

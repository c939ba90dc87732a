package com.billshotel.server.catalog;

import com.google.gson.Gson;
import java.util.List;

/** A hotel's facilities as the JSON array that the table keeps. */
final class FacilitiesJson {
    private static final Gson GSON = new Gson();

    private FacilitiesJson() {}

    static String write(List<String> facilities) {
        return GSON.toJson(facilities);
    }

    /** @param json null for a hotel without details */
    static List<String> read(String json) {
        return json == null ? List.of() : List.of(GSON.fromJson(json, String[].class));
    }
}

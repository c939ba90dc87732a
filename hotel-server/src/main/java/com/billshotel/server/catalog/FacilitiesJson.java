package com.billshotel.server.catalog;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;

/** A hotel's facilities as the JSON array that the table keeps. */
final class FacilitiesJson {
    /** People read the column too: they should see "Guests' lounge" and not "Guests\\u0027 lounge". */
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private FacilitiesJson() {}

    static String write(List<String> facilities) {
        return GSON.toJson(facilities);
    }

    /** @param json null for a hotel without details */
    static List<String> read(String json) {
        return json == null ? List.of() : List.of(GSON.fromJson(json, String[].class));
    }
}

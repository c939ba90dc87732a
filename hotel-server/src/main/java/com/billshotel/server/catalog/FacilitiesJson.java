package com.billshotel.server.catalog;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;

/** Converts a hotel's facilities to and from the JSON array stored in hotel_details. */
final class FacilitiesJson {
    /** Keeps the column readable: "Guests' lounge" rather than "Guests\\u0027 lounge". */
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private FacilitiesJson() {}

    static String write(List<String> facilities) {
        return GSON.toJson(facilities);
    }

    /** @param json null if the hotel has no details */
    static List<String> read(String json) {
        return json == null ? List.of() : List.of(GSON.fromJson(json, String[].class));
    }
}

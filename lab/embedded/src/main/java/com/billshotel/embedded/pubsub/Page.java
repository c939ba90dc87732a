package com.billshotel.embedded.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * One page of a listing, ordered by name. The token of the next page is the last name of this one, so a listing stays
 * correct when entries are created or deleted between pages.
 */
record Page<T>(List<T> items, String nextToken) {
    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;

    static <T> Page<T> of(NavigableMap<String, T> all, String prefix, int pageSize, String token) {
        Errors.checkRange("page_size", pageSize, 0, Integer.MAX_VALUE);
        int limit = pageSize == 0 ? DEFAULT_SIZE : Math.min(pageSize, MAX_SIZE);
        String after = token.compareTo(prefix) > 0 ? token : prefix;
        return read(all.tailMap(after, false), prefix, limit);
    }

    private static <T> Page<T> read(NavigableMap<String, T> rest, String prefix, int limit) {
        List<T> items = new ArrayList<>();
        String last = "";
        for (var entry : rest.entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (items.size() == limit) {
                return new Page<>(items, last);
            }
            last = entry.getKey();
            items.add(entry.getValue());
        }
        return new Page<>(items, "");
    }
}

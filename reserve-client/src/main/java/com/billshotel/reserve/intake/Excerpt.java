package com.billshotel.reserve.intake;

/** A piece of somebody else's text, made fit for a log line and a table: short, on one line, printable. */
final class Excerpt {
    private static final int MAX_LENGTH = 80;

    static String of(String text) {
        StringBuilder excerpt = new StringBuilder();
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            append(excerpt, text.charAt(i));
        }
        return end < text.length() ? excerpt.append("...").toString() : excerpt.toString();
    }

    /** Beyond ASCII everything is escaped: it spares half a surrogate pair at the cut, and text that runs right to left. */
    private static void append(StringBuilder excerpt, char c) {
        if (c >= ' ' && c <= '~') {
            excerpt.append(c);
        } else {
            excerpt.append(String.format("\\u%04x", (int) c));
        }
    }

    private Excerpt() {}
}

package com.billshotel.reserve.intake;

/** Untrusted text made safe for a log line and a table column: shortened, on one line, printable. */
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

    /** Escapes everything outside printable ASCII, including a surrogate pair split by the cut, and right-to-left text. */
    private static void append(StringBuilder excerpt, char c) {
        if (c >= ' ' && c <= '~') {
            excerpt.append(c);
        } else {
            excerpt.append(String.format("\\u%04x", (int) c));
        }
    }

    private Excerpt() {}
}

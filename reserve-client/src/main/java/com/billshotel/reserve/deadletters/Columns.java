package com.billshotel.reserve.deadletters;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text, each column as wide as its widest cell; the last one runs free. */
final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all have as many cells as the first. */
    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    void print(PrintWriter out) {
        int last = rows.get(0).size() - 1;
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                line.append(padded(row.get(column), width(column))).append(GAP);
            }
            out.println(line.append(row.get(last)));
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}

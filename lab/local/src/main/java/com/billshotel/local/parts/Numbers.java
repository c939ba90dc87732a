package com.billshotel.local.parts;

/** Numbers as rows, to insert many rows with one statement: MySQL, MariaDB and TiDB have no generator that all of them know. */
public final class Numbers {
    /** How many numbers there are. */
    public static final int COUNT = 100_000;

    private static final String DIGIT =
            "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                    + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";

    /** A subquery with a column {@code n}, from 0 to {@value #COUNT} - 1, in no order. */
    public static final String ROWS = "(SELECT a.d * 10000 + b.d * 1000 + c.d * 100 + d.d * 10 + e.d AS n FROM " + DIGIT
            + " a, " + DIGIT + " b, " + DIGIT + " c, " + DIGIT + " d, " + DIGIT + " e)";

    private Numbers() {}
}

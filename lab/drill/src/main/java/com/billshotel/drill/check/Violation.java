package com.billshotel.drill.check;

/**
 * Something that must not be.
 *
 * @param reservation whose history tells more; null if it is about a hotel as a whole, or about nobody
 */
public record Violation(Kind kind, Long reservation, String text) {
    /** What is wrong, in a word. */
    public enum Kind {
        /** Something should be there and is not: a row, a dead letter, a room that was given back. */
        LOST,
        /** Something is there that should not be: done twice, or never asked for. */
        DOUBLED,
        /** More rooms were given than there are. */
        OVERBOOKED,
        /** Still not done, long after nothing was in its way any more. */
        STUCK
    }

    @Override
    public String toString() {
        return kind + (reservation == null ? "" : " reservation " + reservation) + ": " + text;
    }
}

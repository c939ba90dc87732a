package com.billshotel.drill.check;

/**
 * A violated invariant.
 *
 * @param reservation the reservation concerned; null if none is
 */
public record Violation(Kind kind, Long reservation, String text) {
    /** The invariant that is violated. */
    public enum Kind {
        /** A row, a dead letter or a released room is missing. */
        LOST,
        /** Something happened twice, or without a message that asked for it. */
        DOUBLED,
        /** A hotel granted more rooms than it has. */
        OVERBOOKED,
        /** Not completed long after the last fault; also other liveness problems. */
        STUCK
    }

    @Override
    public String toString() {
        return kind + (reservation == null ? "" : " reservation " + reservation) + ": " + text;
    }
}

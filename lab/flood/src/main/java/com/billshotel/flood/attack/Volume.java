package com.billshotel.flood.attack;

/**
 * How much an attack did.
 *
 * @param connections that were opened
 */
public record Volume(long connections, long bytes) {
    /** From what {@link #toString} returns. */
    public static Volume parse(String text) {
        String[] parts = text.split(" ");
        return new Volume(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return connections + " " + bytes;
    }
}

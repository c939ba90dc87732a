package com.billshotel.drill.traffic;

import java.util.Arrays;

/** Every published message in order, in 13 bytes each. */
public final class Journal {
    private static final int[] NONE = {};

    private int[] reservations = new int[1024];
    private byte[] kinds = new byte[1024];
    private long[] messageIds = new long[1024];
    private int size;
    private int[][] byReservation; // built on first use

    /** Adds a message with the id assigned by the broker. */
    public void add(int reservation, Kind kind, long messageId) {
        if (size == kinds.length) {
            reservations = Arrays.copyOf(reservations, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
            messageIds = Arrays.copyOf(messageIds, size * 2);
        }
        reservations[size] = reservation;
        kinds[size] = (byte) kind.ordinal();
        messageIds[size++] = messageId;
        byReservation = null;
    }

    public int size() {
        return size;
    }

    public Kind kind(int message) {
        return Kind.of(kinds[message]);
    }

    public long messageId(int message) {
        return messageIds[message];
    }

    /** The number of reservations; they are numbered from 0. */
    public int reservations() {
        return byReservation().length;
    }

    /** The messages about a reservation, in the order of publishing. */
    public int[] about(long reservation) {
        return reservation < 0 || reservation >= reservations() ? NONE : byReservation()[(int) reservation];
    }

    private int[][] byReservation() {
        if (byReservation == null) {
            byReservation = index();
        }
        return byReservation;
    }

    private int[][] index() {
        int[] counts = new int[Arrays.stream(reservations, 0, size).max().orElse(-1) + 1];
        for (int i = 0; i < size; i++) {
            counts[reservations[i]]++;
        }
        int[][] index = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (int i = size - 1; i >= 0; i--) {
            index[reservations[i]][--counts[reservations[i]]] = i;
        }
        return index;
    }
}

package com.billshotel.drill.traffic;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Generates an endless sequence of messages in publishing order. Each reservation is booked, and may be cancelled, cancelled before
 * its booking, or contradicted; each of its messages has a due time and may be late or repeated.
 */
public final class Generator {
    /** One message to publish. */
    public record Message(int reservation, Kind kind, long due, boolean repeat, boolean late) {}

    private static final int SPREAD = 2_000;
    private static final Kind[] CONTRADICTIONS = {
        Kind.OTHER_USER, Kind.OTHER_HOTEL, Kind.OTHER_TIME, Kind.CANCEL_OTHER_USER, Kind.UNKNOWN_HOTEL
    };

    private final Traffic traffic;
    private final PriorityQueue<Message> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Message::due).thenComparingInt(Message::reservation));
    private int reservations;
    private long clock;
    private SplittableRandom random;

    public Generator(Traffic traffic) {
        this.traffic = traffic;
    }

    public Message next() {
        while (waiting.isEmpty() || waiting.peek().due() > clock) {
            schedule(reservations++);
            clock++;
        }
        return waiting.poll();
    }

    private void schedule(int reservation) {
        random = traffic.random(~(long) reservation);
        if (chance(2)) {
            add(reservation, Kind.MALFORMED, 0);
        } else if (chance(2)) {
            add(reservation, Kind.UNKNOWN_HOTEL, 0);
        } else {
            scheduleBooking(reservation);
        }
    }

    private void scheduleBooking(int reservation) {
        boolean cancelled = chance(45);
        boolean cancelledFirst = cancelled && chance(33);
        add(reservation, Kind.BOOK, cancelledFirst ? later() : 0);
        if (cancelled) {
            add(reservation, chance(50) ? Kind.CANCEL : Kind.CANCEL_IN_FULL, cancelledFirst ? 0 : later());
        }
        if (chance(5)) {
            add(reservation, CONTRADICTIONS[random.nextInt(CONTRADICTIONS.length)], later() - SPREAD / 2);
        }
    }

    /** Adds a message, late in 10 % of the cases, and a geometrically distributed number of repeats. */
    private void add(int reservation, Kind kind, long delay) {
        boolean late = chance(10);
        long due = clock + delay + (late ? later() : 0);
        waiting.add(new Message(reservation, kind, due, false, late));
        while (chance(37)) {
            waiting.add(new Message(reservation, kind, due + later(), true, false));
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private long later() {
        return random.nextInt(SPREAD);
    }
}

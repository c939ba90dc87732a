package com.billshotel.embedded.pubsub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Timer wheel for the deadlines of one subscription. Setting, moving and cancelling a deadline is O(1) and allocates
 * nothing, which matters because client libraries move the deadline of every message they receive. Deadlines never fire
 * early, and at most one tick late. Not thread-safe: guarded by its {@link Backlog}.
 */
final class DeadlineWheel {
    static final long TICK_NANOS = 50_000_000;

    /** Covers 819 s; the longest lease or backoff is 600 s. */
    private static final int SLOTS = 1 << 14;

    private final Delivery[] slots = new Delivery[SLOTS];
    private final long origin;
    private long position;
    private int size;

    DeadlineWheel(long nowNanos) {
        origin = nowNanos;
    }

    int size() {
        return size;
    }

    /** Sets the deadline, replacing any earlier one. */
    void schedule(Delivery delivery, long nowNanos, long delayNanos) {
        cancel(delivery);
        delivery.dueTick = tickAt(nowNanos + delayNanos) + 1;
        link(delivery, slotOf(delivery.dueTick));
        size++;
    }

    /** Cancels the deadline, if one is set. */
    void cancel(Delivery delivery) {
        if (delivery.dueTick == Delivery.NOT_SCHEDULED) {
            return;
        }
        unlink(delivery, slotOf(delivery.dueTick));
        delivery.dueTick = Delivery.NOT_SCHEDULED;
        size--;
    }

    /** Removes and returns everything that is due, in deadline order. */
    List<Delivery> advance(long nowNanos) {
        long now = tickAt(nowNanos);
        List<Delivery> due = new ArrayList<>();
        long first = Math.max(position + 1, now - SLOTS + 1);
        for (long tick = first; tick <= now && size > 0; tick++) {
            drain(slotOf(tick), now, due);
        }
        position = now;
        return due;
    }

    private void drain(int slot, long now, List<Delivery> due) {
        int first = due.size();
        Delivery delivery = slots[slot];
        while (delivery != null) {
            Delivery next = delivery.next;
            // After a long pause of the process, a slot may also hold deadlines of the wheel's next revolution.
            if (delivery.dueTick <= now) {
                cancel(delivery);
                due.add(delivery);
            }
            delivery = next;
        }
        // A slot lists the newest first; redelivery is in the order of delivery.
        Collections.reverse(due.subList(first, due.size()));
    }

    private void link(Delivery delivery, int slot) {
        Delivery head = slots[slot];
        delivery.next = head;
        if (head != null) {
            head.previous = delivery;
        }
        slots[slot] = delivery;
    }

    private void unlink(Delivery delivery, int slot) {
        if (delivery.previous == null) {
            slots[slot] = delivery.next;
        } else {
            delivery.previous.next = delivery.next;
        }
        if (delivery.next != null) {
            delivery.next.previous = delivery.previous;
        }
        delivery.previous = null;
        delivery.next = null;
    }

    private long tickAt(long nanos) {
        return (nanos - origin) / TICK_NANOS;
    }

    private static int slotOf(long tick) {
        return (int) (tick & (SLOTS - 1));
    }
}

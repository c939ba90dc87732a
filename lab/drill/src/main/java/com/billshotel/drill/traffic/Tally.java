package com.billshotel.drill.traffic;

import java.util.BitSet;

/** Counts the published messages for the report. */
public final class Tally {
    private final BitSet booked = new BitSet();
    private final BitSet cancelled = new BitSet();
    private long messages;
    private long repeats;
    private long late;
    private long cancelsFirst;

    public void count(Generator.Message message) {
        messages++;
        repeats += message.repeat() ? 1 : 0;
        late += message.late() ? 1 : 0;
        if (message.kind() == Kind.BOOK) {
            booked.set(message.reservation());
        } else if (message.kind() == Kind.CANCEL || message.kind() == Kind.CANCEL_IN_FULL) {
            countCancel(message.reservation());
        }
    }

    private void countCancel(int reservation) {
        if (!booked.get(reservation) && !cancelled.get(reservation)) {
            cancelsFirst++;
        }
        cancelled.set(reservation);
    }

    /** In percent of all messages. */
    double repeatShare() {
        return share(repeats);
    }

    /** In percent of all messages. */
    double cancelFirstShare() {
        return share(cancelsFirst);
    }

    @Override
    public String toString() {
        return String.format(
                "messages=%d repeats=%d (%.0f %%) reordered=%d (%.0f %%) cancels-first=%d (%.0f %%)",
                messages, repeats, share(repeats), late, share(late), cancelsFirst, share(cancelsFirst));
    }

    private double share(long part) {
        return messages == 0 ? 0 : 100.0 * part / messages;
    }
}

package com.billshotel.reserve.booking;

/** How to tell the broker what became of a message. Both methods tolerate repeated and late calls; neither throws. */
public interface Acknowledgement {
    /** The message is completed: do not deliver it again. */
    void acknowledge();

    /** The message is not completed: deliver it again, to any subscriber. */
    void nack();
}

package com.billshotel.reserve.booking;

/** How to tell the broker what has become of a message. Both may be called twice or too late; neither throws. */
public interface Acknowledgement {
    /** Done with it: never deliver it again. */
    void acknowledge();

    /** Not done with it: deliver it again, to whomever. */
    void nack();
}

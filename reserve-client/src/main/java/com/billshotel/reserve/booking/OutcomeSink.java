package com.billshotel.reserve.booking;

import java.util.List;

/** Where outcomes go before their messages are acknowledged. */
public interface OutcomeSink {
    /**
     * Stores them all, so that they outlive this process, or throws. The same outcomes may come again, after a failure or from
     * another worker; storing them again changes nothing.
     *
     * @throws UnavailableException if the far side is away; any other exception may be the fault of these very outcomes
     */
    void store(List<Outcome> outcomes) throws Exception;
}

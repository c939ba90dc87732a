package com.billshotel.reserve.booking;

import java.util.List;

/** Where outcomes are stored before their messages are acknowledged. */
public interface OutcomeSink {
    /**
     * Stores all outcomes durably, or throws. Idempotent: the same outcomes may be stored again after a failure or by another
     * worker.
     *
     * @throws DependencyException if the dependency does not answer, or answers with an error
     */
    void store(List<Outcome> outcomes) throws Exception;
}

package com.billshotel.runtime.mysql;

import java.sql.SQLTransientConnectionException;

/** A server answers, but is not the one that accepts writes. */
final class NotPrimaryException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1;

    /** @param state as in "is read-only" */
    NotPrimaryException(String state) {
        super(state);
    }
}

package com.billshotel.runtime.mysql;

import java.sql.SQLTimeoutException;

/** A transaction was rolled back because its {@link com.billshotel.runtime.limits.Budget} was exhausted. */
public final class BudgetExhaustedException extends SQLTimeoutException {
    private static final long serialVersionUID = 1;

    BudgetExhaustedException() {
        super("the transaction took longer than its caller waits; it was rolled back");
    }
}

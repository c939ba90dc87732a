package com.billshotel.server.locks;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Collection;
import java.util.List;

/** A transaction was given up because others held the locks of its hotels for too long; nothing was changed. */
public final class HotelsLockedException extends SQLTransactionRollbackException {
    private static final long serialVersionUID = 1;

    private final transient List<Integer> hotelIds;

    private HotelsLockedException(Collection<Integer> hotelIds, String message, SQLException cause) {
        super(message, "40001", cause == null ? 0 : cause.getErrorCode(), cause);
        this.hotelIds = List.copyOf(hotelIds);
    }

    static HotelsLockedException tooManyCalls(Collection<Integer> hotelIds) {
        return new HotelsLockedException(hotelIds, "too many calls wait for hotels " + hotelIds, null);
    }

    static HotelsLockedException lockWait(Collection<Integer> hotelIds, SQLException cause) {
        return new HotelsLockedException(hotelIds, "others hold the locks of hotels " + hotelIds, cause);
    }

    /** The hotels whose locks others hold; empty if none was held any longer when it was checked. */
    public List<Integer> hotelIds() {
        return hotelIds;
    }
}

package com.billshotel.server.locks;

import com.billshotel.runtime.limits.Budget;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.SqlWork;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the transactions that lock hotels, each within the time that its caller waits. Only a few may hold or wait for one
 * hotel's lock at a time, so a hotel that someone keeps locked occupies only a few of the threads that serve all hotels.
 */
public final class HotelLocks {
    /** One that holds the lock, and three that wait: half of the threads that serve calls stay free for other hotels. */
    private static final int MAX_CALLS_PER_HOTEL = 4;

    private static final Logger log = LoggerFactory.getLogger(HotelLocks.class);

    private final MysqlPool mysql;
    private final HotelGate gate = new HotelGate(MAX_CALLS_PER_HOTEL);

    public HotelLocks(MysqlPool mysql) {
        this.mysql = mysql;
    }

    /**
     * Runs the work in one transaction; see {@link MysqlPool#inTransaction(Budget, SqlWork)}.
     *
     * @param hotelIds the hotels that the work locks, without repetitions
     * @throws HotelsLockedException at once if too many calls already wait for one of the hotels, or after a lock wait
     *     that was too long
     */
    public <T> T inTransaction(Collection<Integer> hotelIds, SqlWork<T> work) throws SQLException {
        Budget budget = Budget.ofCall();
        List<Integer> full = gate.enter(hotelIds);
        if (!full.isEmpty()) {
            throw HotelsLockedException.tooManyCalls(full);
        }
        try {
            return mysql.inTransaction(budget, work);
        } catch (SQLException failure) {
            boolean isLockWait = MysqlFault.isLockWaitTimeout(failure);
            Set<Integer> locked =
                    isLockWait || MysqlFault.isStatementTimeout(failure) ? lockedOf(hotelIds, budget) : Set.of();
            if (isLockWait || !locked.isEmpty()) {
                throw HotelsLockedException.lockWait(locked, failure);
            }
            throw failure;
        } finally {
            gate.leave(hotelIds);
        }
    }

    /** Tells callers which hotels to avoid for now. Best effort: the call has failed anyway. */
    private Set<Integer> lockedOf(Collection<Integer> hotelIds, Budget budget) {
        try {
            return mysql.inTransaction(budget, new SelectLockedHotels(hotelIds)::execute);
        } catch (SQLException failure) {
            log.debug("the locked hotels cannot be determined", failure);
            return Set.of();
        }
    }
}

package com.billshotel.runtime.mysql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes connections to a server that has become read-only. After a failover the old primary may continue as a replica.
 * Its connections still work, so the pool would keep them for half an hour, and every write on them would fail.
 */
final class EvictReadOnly implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException fault) {
        return MysqlFault.READ_ONLY.contains(fault.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}

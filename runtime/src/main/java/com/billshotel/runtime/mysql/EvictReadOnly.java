package com.billshotel.runtime.mysql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes connections to a server that has become read-only. After a failover the old primary may live on as a replica:
 * its connections are whole, so the pool would keep them for half an hour, and every write over them would fail.
 */
final class EvictReadOnly implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException fault) {
        return MysqlFault.READ_ONLY.contains(fault.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}

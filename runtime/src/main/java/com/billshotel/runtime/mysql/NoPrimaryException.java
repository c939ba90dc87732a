package com.billshotel.runtime.mysql;

import com.google.common.net.HostAndPort;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;

/** None of the servers can be written to at present; one of them will be once they have failed over. */
final class NoPrimaryException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1;

    private final transient Map<HostAndPort, SQLException> reasons;

    /** @param reasons why not, for each server that has answered or failed, in the order of MYSQL_HOST */
    NoPrimaryException(Map<HostAndPort, SQLException> reasons) {
        super("no server accepts writes");
        this.reasons = reasons;
    }

    Map<HostAndPort, SQLException> reasons() {
        return reasons;
    }
}

package com.billshotel.runtime.mysql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a failed statement or transaction means to whoever must decide whether to try again. */
public enum MysqlFault {
    /** MySQL is away, going away, or not yet set up for us. Whether the transaction committed is unknown. */
    UNAVAILABLE,
    /** Others held the locks for too long, or a deadlock was broken at our cost. Nothing was committed. */
    CONTENTION,
    /** A row with this key came in meanwhile. Nothing was committed. */
    DUPLICATE_KEY,
    /** Anything else: a bug, or data that a constraint refuses. */
    UNEXPECTED;

    // https://dev.mysql.com/doc/mysql-errors/9.7/en/server-error-reference.html
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int DUPLICATE_ENTRY = 1062;

    /** The option read_only, a read-only transaction, read-only mode: each as a replica answers. */
    static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

    private static final Set<Integer> AWAY = Set.of(
            1021, // disk full
            1040, // too many connections
            1041, // out of memory
            1044, // the user may not use the database
            1045, // user or password refused
            1049, // no such database
            1053, // server shutdown in progress
            1054, // no such column: the tables of another version
            1114, // table full, which a full disk is too
            1142, // the user may not use the table
            1143, // the user may not use the column
            1146, // no such table
            1317, // query interrupted: killed
            1969, // statement took longer than allowed, in MariaDB's words
            1927, // connection killed, in MariaDB's words
            3024); // statement took longer than allowed

    /** Classifies by error code and SQL state, never by text. */
    public static MysqlFault of(SQLException exception) {
        SQLException fault = rootFault(exception);
        return switch (fault.getErrorCode()) {
            case LOCK_WAIT_TIMEOUT, DEADLOCK -> CONTENTION;
            case DUPLICATE_ENTRY -> DUPLICATE_KEY;
            default -> isAway(fault) || isAway(exception) || lostItsConnection(exception) ? UNAVAILABLE : UNEXPECTED;
        };
    }

    /**
     * When the connection breaks in the midst of a batch, the driver throws what its own clearing up runs into instead of the
     * reason: a statement that is closed. The rollback, which fails on the connection itself, tells.
     */
    private static boolean lostItsConnection(SQLException exception) {
        for (Throwable rollback : exception.getSuppressed()) {
            if (rollback instanceof SQLException failure && isAway(rootFault(failure))) {
                return true;
            }
        }
        return false;
    }

    /** The driver's own exception beneath a pool's or a batch's. */
    static SQLException rootFault(SQLException exception) {
        SQLException fault = exception;
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException deeper) {
                fault = deeper;
            }
        }
        return fault;
    }

    /** The pool's own exception counts too: whatever kept it from connecting, there is no connection. */
    private static boolean isAway(SQLException fault) {
        String state = fault.getSQLState();
        return AWAY.contains(fault.getErrorCode())
                || READ_ONLY.contains(fault.getErrorCode())
                || (state != null && state.startsWith("08"))
                || fault instanceof SQLTransientConnectionException
                || fault instanceof SQLNonTransientConnectionException
                || fault instanceof SQLRecoverableException;
    }
}

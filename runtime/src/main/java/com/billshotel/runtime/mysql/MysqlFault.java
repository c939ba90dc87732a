package com.billshotel.runtime.mysql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** What kind of failure an {@link SQLException} is, so that the caller can decide whether to retry. */
public enum MysqlFault {
    /** MySQL is down, shutting down, or denies access. Whether the transaction committed is unknown. */
    UNAVAILABLE,
    /**
     * The tables lack something that our statements use, or require something that they omit: they are from another
     * version. Nothing was committed, and a retry fails until the right version is applied.
     */
    SCHEMA,
    /**
     * The transaction lost to a concurrent one: lock wait, deadlock, failed certification. Nothing was committed, unless the server was
     * leaving its group.
     */
    CONTENTION,
    /** A row with this key already exists. Nothing was committed. */
    DUPLICATE_KEY,
    /** Anything else: a bug, or data that violates a constraint. */
    UNEXPECTED;

    // https://dev.mysql.com/doc/mysql-errors/9.7/en/server-error-reference.html
    // from 8000: https://docs.pingcap.com/tidb/stable/error-codes
    private static final int DUPLICATE_ENTRY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int LOCKED_NOWAIT = 3572;

    private static final Set<Integer> CONTENTION_CODES = Set.of(
            LOCK_WAIT_TIMEOUT,
            1105, // TiDB: any error without a code, which a lock wait under load is at times
            1213, // deadlock
            3101, // Group Replication: rolled back, as another member committed first, or this one leaves the group
            LOCKED_NOWAIT, // or a lock that SKIP LOCKED cannot skip
            8002, // TiDB: a write conflict after which a SELECT ... FOR UPDATE cannot be repeated
            8022, // TiDB: the COMMIT failed, and can be repeated
            8028, // TiDB: a table was altered since the transaction began
            9007); // TiDB: a write conflict

    /** SQLSTATE class 40, transaction rollback: what servers and proxies use for conflicts with codes of their own. */
    private static final String ROLLBACK_CLASS = "40";

    private static final Set<Integer> SCHEMA_CODES = Set.of(
            1054, // unknown column
            1146, // unknown table
            1176, // unknown index: FORCE INDEX (PRIMARY) on a table without a primary key
            1364); // a column that we do not know has no default

    /** The server option read_only, a read-only transaction, read-only mode: what a replica answers to a write. */
    static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

    /** MySQL's max_execution_time and MariaDB's max_statement_time. */
    private static final Set<Integer> STATEMENT_TIMEOUT = Set.of(3024, 1969);

    private static final Set<Integer> UNAVAILABLE_CODES = Set.of(
            1021, // disk full
            1040, // too many connections
            1041, // out of memory
            1044, // access to the database denied
            1045, // access denied: wrong user or password
            1049, // unknown database
            1053, // server shutdown in progress
            1114, // table full; also reported for a full disk
            1142, // access to the table denied
            1143, // access to the column denied
            1317, // query interrupted: killed
            1927, // MariaDB: connection killed
            3032, // offline mode: where a member that has left its group ends
            3100, // Group Replication cannot commit: no majority, or leaving the group; the others may have committed
            3781, // the next five: a new primary has not applied everything that the old one committed
            3782, 3783, 3796, 3798, 3797, // Group Replication: the other members did not confirm in time
            3799, // Group Replication is stopping
            4094, // the primary is being changed
            8027, // TiDB: it cannot learn whether tables were altered
            8229, // TiDB: the transaction took too long, and may have lost its locks
            8252, // TiDB: the resource group's quota is exhausted
            9001, // TiDB: the placement driver does not answer
            9002, // TiDB: the storage does not answer
            9003, // TiDB: the storage is busy
            9004, // TiDB: locks of a transaction that has ended cannot be removed in time
            9005); // TiDB: a region of the storage is unavailable

    private static final Set<Integer> DENIED = Set.of(
            1044, // access to the database
            1142, // a statement on the table
            1143, // a statement on the column
            1227); // a global right

    /** Classifies by error code and SQL state, never by message. */
    public static MysqlFault of(SQLException exception) {
        SQLException fault = rootFault(exception);
        int code = fault.getErrorCode();
        if (isContention(fault) || isContention(exception)) {
            return CONTENTION;
        } else if (code == DUPLICATE_ENTRY) {
            return DUPLICATE_KEY;
        } else if (SCHEMA_CODES.contains(code)) {
            return SCHEMA;
        }
        return isUnavailable(fault) || isUnavailable(exception) || lostConnection(exception) ? UNAVAILABLE : UNEXPECTED;
    }

    /** Which right the user lacks, and what to do, on one line; empty for any other failure. For commands of an administrator. */
    public static Optional<String> missingRight(SQLException exception) {
        return Optional.of(rootFault(exception))
                .filter(fault -> DENIED.contains(fault.getErrorCode()))
                .map(fault -> fault.getMessage() + ": grant it, or use another MYSQL_USER");
    }

    /** Whether a lock was not released in time. Unlike after a deadlock, the other transaction probably still holds it. */
    public static boolean isLockWaitTimeout(SQLException exception) {
        return rootFault(exception).getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    /** Whether somebody else has a lock that a statement with NOWAIT needs. Only the statement was rolled back. */
    static boolean isLockedNow(SQLException exception) {
        return rootFault(exception).getErrorCode() == LOCKED_NOWAIT;
    }

    /** Whether a statement exceeded its time limit. It may have waited for several locks, one after the other. */
    public static boolean isStatementTimeout(SQLException exception) {
        return STATEMENT_TIMEOUT.contains(rootFault(exception).getErrorCode());
    }

    private static boolean isContention(SQLException fault) {
        String state = fault.getSQLState();
        return CONTENTION_CODES.contains(fault.getErrorCode()) || (state != null && state.startsWith(ROLLBACK_CLASS));
    }

    /**
     * When the connection breaks during a batch, the driver's cleanup fails on the closed statement and hides the
     * cause. The exception of the rollback, which {@link MysqlPool} adds as suppressed, reveals the broken connection.
     */
    private static boolean lostConnection(SQLException exception) {
        for (Throwable rollback : exception.getSuppressed()) {
            if (rollback instanceof SQLException failure && isUnavailable(rootFault(failure))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is the driver's or the pool's own, which has no code: no answer came from MySQL. */
    static boolean isWithoutAnswer(SQLException exception) {
        return rootFault(exception).getErrorCode() == 0;
    }

    /** The driver's exception inside one from the pool or a batch. */
    public static SQLException rootFault(SQLException exception) {
        SQLException fault = exception;
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException deeper) {
                fault = deeper;
            }
        }
        return fault;
    }

    /** Includes the pool's exception: whatever the cause, there is no connection. */
    private static boolean isUnavailable(SQLException fault) {
        String state = fault.getSQLState();
        return UNAVAILABLE_CODES.contains(fault.getErrorCode())
                || READ_ONLY.contains(fault.getErrorCode())
                || STATEMENT_TIMEOUT.contains(fault.getErrorCode())
                || (state != null && state.startsWith("08"))
                || fault instanceof SQLTimeoutException
                || fault instanceof SQLTransientConnectionException
                || fault instanceof SQLNonTransientConnectionException
                || fault instanceof SQLRecoverableException;
    }
}

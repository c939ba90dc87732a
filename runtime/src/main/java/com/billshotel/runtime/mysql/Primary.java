package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Tells the server that accepts writes from its replicas, with what any user may read. */
final class Primary {
    private static final String READ_ONLY = "read_only";
    private static final String GROUP = "group_replication_group_name";
    private static final String CONSISTENCY = "group_replication_consistency";

    /** Those of Group Replication exist only where its plugin is loaded. */
    private static final String VARIABLES = "SHOW SESSION VARIABLES WHERE Variable_name IN ('" + READ_ONLY + "', '"
            + GROUP + "', '" + CONSISTENCY + "')";

    /**
     * Needs no privilege, and fails unless the server is ONLINE in the majority of its group. A member that has restarted and not
     * joined yet need not be read-only, and what it accepted would be lost; nor need a primary that was cut off from the others.
     */
    private static final String MEMBERSHIP = "SELECT group_replication_get_write_concurrency()";

    private static final int CANNOT_INITIALIZE_FUNCTION = 1123;

    /** Before 8.4 a new primary by default answered before it had applied everything that the old one had acknowledged. */
    private static final String READ_EVERYTHING = "SET SESSION " + CONSISTENCY + " = BEFORE_ON_PRIMARY_FAILOVER";

    private Primary() {}

    /**
     * Checks that the session's server accepts writes, and makes the session see every acknowledged one. A round trip; two in a group.
     *
     * @throws NotPrimaryException if it does not
     */
    static void require(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            Map<String, String> variables = variables(statement);
            if (!"OFF".equals(variables.get(READ_ONLY))) {
                throw new NotPrimaryException("is read-only");
            }
            if (!variables.getOrDefault(GROUP, "").isEmpty()) {
                requireMember(statement);
            }
            if ("EVENTUAL".equals(variables.get(CONSISTENCY))) {
                statement.execute(READ_EVERYTHING);
            }
        }
    }

    private static void requireMember(Statement statement) throws SQLException {
        try {
            statement.executeQuery(MEMBERSHIP).close();
        } catch (SQLException failure) {
            if (failure.getErrorCode() == CANNOT_INITIALIZE_FUNCTION) {
                throw new NotPrimaryException("is not an online member of its group");
            }
            throw failure;
        }
    }

    private static Map<String, String> variables(Statement statement) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (ResultSet row = statement.executeQuery(VARIABLES)) {
            while (row.next()) {
                variables.put(row.getString(1), row.getString(2));
            }
        }
        return variables;
    }
}

package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.settings.Settings;
import com.google.common.net.HostAndPort;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlProblemTest {
    private final MysqlProblem problems;

    MysqlProblemTest() throws Exception {
        Settings settings = Settings.read(Map.of("MYSQL_HOST", "db", "MYSQL_USER", "hotel_server"), MysqlPool.SETTINGS);
        problems = new MysqlProblem(settings, MysqlTls.of(settings));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1045 | db:3306 refuses user 'hotel_server': check MYSQL_USER and MYSQL_PASSWORD",
                "1049 | db:3306 has no database 'hotel_db': create it, or check MYSQL_DATABASE",
                "1146 | the tables of 'hotel_db' at db:3306 are not those of sql/init.sql: tables are missing; they were"
                        + " altered, or another dump was restored: see docs/upgrading.md",
                "1021 | db:3306 has no disk space left: free some",
                "1040 | db:3306 has too many connections: raise max_connections, or close some",
                "1226 | user 'hotel_server' has too many connections to db:3306: raise its limit, or close some",
                "1130 | db:3306 refuses connections from this host: allow it there",
                "1053 | db:3306 is shutting down: start it again",
                "3024 | db:3306 takes too long to answer: find out what keeps it busy, or who locks its tables",
                "1234 | db:3306 answers with error 1234 (SQLSTATE HY000): see its error log",
            })
    void answer_isNamedWithWhatToDo(int code, String expected) {
        SQLException refused = new SQLException("any message", "HY000", code);

        assertThat(problems.describe(refused)).isEqualTo(expected);
        assertThat(problems.describe(new SQLTransientConnectionException("no connection", refused)))
                .isEqualTo(expected);
    }

    @Test
    void failover_isNamedWithTheReasonOfEachServer() {
        Map<HostAndPort, SQLException> reasons = new LinkedHashMap<>();
        reasons.put(HostAndPort.fromString("db-1:3306"), new SQLException("gone", "08S01"));
        reasons.put(HostAndPort.fromString("db-2:3307"), new NotPrimaryException("is read-only"));
        reasons.put(HostAndPort.fromString("db-3:3306"), new SQLException("denied", "28000", 1045));

        assertThat(problems.describe(
                        new SQLTransientConnectionException("no connection", new NoPrimaryException(reasons))))
                .isEqualTo("no server accepts writes: db-1:3306 does not answer: start it, or check MYSQL_HOST and"
                        + " MYSQL_PORT, db-2:3307 is read-only, db-3:3306 refuses user 'hotel_server': check MYSQL_USER and"
                        + " MYSQL_PASSWORD");
    }

    @Test
    void silence_isNamedAsSuch() {
        assertThat(problems.describe(new SQLException("gone", "08S01")))
                .isEqualTo("db:3306 does not answer: start it, or check MYSQL_HOST and MYSQL_PORT");
    }
}

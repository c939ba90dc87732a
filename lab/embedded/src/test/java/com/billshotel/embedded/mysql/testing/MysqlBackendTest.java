package com.billshotel.embedded.mysql.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Checks each backend the way contract suites use it. */
class MysqlBackendTest {
    @Nested
    class OnEmbedded extends Contract {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.EMBEDDED;
        }
    }

    @Nested
    class OnNamed extends Contract {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.NAMED;
        }
    }

    @Nested
    class OnContainer extends Contract {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.CONTAINER;
        }
    }

    abstract static class Contract {
        abstract MysqlBackend backend();

        @Test
        void freshDatabase_isEmptyAndIsolated() throws Exception {
            try (TestDatabase one = backend().freshDatabase();
                    TestDatabase other = backend().freshDatabase()) {
                execute(one, "CREATE TABLE hotels(id INT PRIMARY KEY)");
                execute(other, "CREATE TABLE hotels(id INT PRIMARY KEY)");

                assertThat(one.name()).isNotEqualTo(other.name());
            }
        }

        @Test
        void close_dropsTheDatabase() {
            TestDatabase database = backend().freshDatabase();

            database.close();

            assertThatThrownBy(database::connect).hasMessageContaining(database.name());
        }

        /** The services' error paths depend on strict mode: an oversized value is refused, not truncated. */
        @Test
        void server_refusesOversizedValues() throws Exception {
            try (TestDatabase database = backend().freshDatabase()) {
                execute(database, "CREATE TABLE hotels(name VARCHAR(3))");

                assertThatThrownBy(() -> execute(database, "INSERT INTO hotels VALUES('four')"))
                        .isInstanceOf(SQLException.class);
            }
        }

        /** Benchmarks are comparable only if a commit costs the same flushes on every backend. */
        @Test
        void server_flushesEachCommitTwice() throws Exception {
            try (TestDatabase database = backend().freshDatabase();
                    Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog, @@character_set_server")) {
                row.next();

                assertThat(row.getInt(1)).isEqualTo(1);
                assertThat(row.getInt(2)).isEqualTo(1);
                assertThat(row.getInt(3)).isEqualTo(1);
                assertThat(row.getString(4)).isEqualTo("utf8mb4");
            }
        }

        private static void execute(TestDatabase database, String sql) throws SQLException {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}

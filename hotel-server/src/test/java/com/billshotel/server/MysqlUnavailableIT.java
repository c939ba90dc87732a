package com.billshotel.server;

import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.proto.HoldRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MySQL is not set up yet, refuses the password, dies or turns read-only: the service waits and recovers by itself. */
class MysqlUnavailableIT {
    /** One for each call that runs at the same time, and one for reads. */
    private static final int POOLED_CONNECTIONS = 8 + 1;

    private static EmbeddedMysql mysql;

    @BeforeAll
    static void start() {
        mysql = EmbeddedMysql.start();
    }

    @AfterAll
    static void stop() {
        mysql.close();
    }

    @Test
    void tables_missing_areWaitedFor() throws Exception {
        mysql.createDatabase("late_tables");
        try (TestServer server = TestServer.start(settings("late_tables"))) {
            assertThat(server.status("")).isEqualTo(ServingStatus.NOT_SERVING);
            Failure failure = Failure.of(() -> decideOne(server.hotels(), hold(1, 0)));
            assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(failure.reason()).isEqualTo("SCHEMA_MISMATCH");
            assertThat(failure.message()).contains("Migrate the database").doesNotContain("unavailable");

            sql("late_tables").applyFile("init.sql");

            server.awaitStatus(ServingStatus.SERVING);
            assertThat(server.status("")).isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void database_missing_isWaitedFor() throws Exception {
        try (TestServer server = TestServer.start(settings("late_database"))) {
            expectNotServing(server);

            preparedDatabase("late_database");

            server.awaitStatus(ServingStatus.SERVING);
        }
    }

    /** The Secret appears after the start, at first with the wrong password. */
    @Test
    void passwordFile_missingThenWrongThenCorrect_isReadAgain(@TempDir Path folder) throws Exception {
        preparedDatabase("secret");
        sql("secret").execute("CREATE USER guarded IDENTIFIED BY 'right'; GRANT ALL ON secret.* TO guarded");
        Path file = folder.resolve("password");
        Map<String, String> settings = settings("secret");
        settings.put("MYSQL_USER", "guarded");
        settings.put("MYSQL_PASSWORD_FILE", file.toString());

        try (TestServer server = TestServer.start(settings)) {
            expectNotServing(server);
            Files.writeString(file, "wrong\n");
            expectNotServing(server);
            Files.writeString(file, "right\n");
            server.awaitStatus(ServingStatus.SERVING);
        }
    }

    /** The service keeps running, answers UNAVAILABLE, and recovers once MySQL is back. */
    @Test
    void mysql_killed_isUnavailableUntilItIsBack() throws Exception {
        preparedDatabase("killed");
        sql("killed").execute("INSERT INTO hotels VALUES(0, 'myhotel', 10000, 100)");
        HoldRequest first = hold(1, 0);
        try (TestServer server = TestServer.start(settings("killed"))) {
            server.awaitStatus(ServingStatus.SERVING);
            assertThat(decideOne(server.hotels(), first).name()).isEqualTo("HELD");

            mysql.kill();
            expectUnavailable(Failure.of(() -> decideOne(server.hotels(), hold(2, 0))));
            server.awaitStatus(ServingStatus.NOT_SERVING);
            mysql.restart();

            server.awaitStatus(ServingStatus.SERVING);
            assertThat(decideWithRetry(server, first)).isEqualTo("HELD");
            assertThat(decideWithRetry(server, hold(2, 0))).isEqualTo("HELD");
        }
        assertThat(sql("killed").rows("SELECT rooms_available FROM hotels")).containsExactly("98");
    }

    /** As after a failover: the connections still work, but every write fails. */
    @Test
    void mysql_turnedReadOnly_isUnavailableAndItsConnectionsAreReplaced() throws Exception {
        preparedDatabase("demoted");
        sql("demoted")
                .execute("CREATE USER plain IDENTIFIED BY ''; GRANT ALL ON demoted.* TO plain;"
                        + " INSERT INTO hotels VALUES(0, 'myhotel', 10000, 100)");
        Map<String, String> settings = settings("demoted");
        settings.put("MYSQL_USER", "plain");
        try (TestServer server = TestServer.start(settings)) {
            server.awaitStatus(ServingStatus.SERVING);
            Eventually.until("the pool is full", () -> connections().size() >= POOLED_CONNECTIONS);
            List<String> before = connections();
            sql("demoted").execute("SET GLOBAL read_only = 1");
            try {
                expectUnavailable(Failure.of(() -> decideOne(server.hotels(), hold(1, 0))));
            } finally {
                sql("demoted").execute("SET GLOBAL read_only = 0");
            }
            assertThat(decideWithRetry(server, hold(1, 0))).isEqualTo("HELD");
            // The pool closes them in the background.
            Eventually.until("a connection is replaced", () -> !connections().containsAll(before));
        }
    }

    private static List<String> connections() throws SQLException {
        return sql("demoted").rows("SELECT id FROM information_schema.processlist WHERE user = 'plain' ORDER BY id");
    }

    private static void expectNotServing(TestServer server) {
        assertThat(server.status("")).isEqualTo(ServingStatus.NOT_SERVING);
        expectUnavailable(Failure.of(() -> decideOne(server.hotels(), hold(1, 0))));
        assertThat(server.status(TestServer.SERVICE)).isEqualTo(ServingStatus.NOT_SERVING);
    }

    private static void expectUnavailable(Failure failure) {
        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.reason()).isEqualTo("MYSQL_UNAVAILABLE");
        assertThat(failure.message()).isEqualTo("the database is unavailable; it is safe to retry");
    }

    /** Retries while UNAVAILABLE, as a client should: dead connections in the pool may cost several attempts. */
    private static String decideWithRetry(TestServer server, HoldRequest request) throws Exception {
        String[] outcome = new String[1];
        Eventually.until("an answer to " + request, () -> {
            try {
                outcome[0] = decideOne(server.hotels(), request).name();
                return true;
            } catch (StatusRuntimeException failure) {
                expectUnavailable(Failure.of(failure));
                return false;
            }
        });
        return outcome[0];
    }

    private static void preparedDatabase(String name) throws SQLException {
        mysql.createDatabase(name);
        sql(name).applyFile("init.sql");
    }

    private static Sql sql(String database) {
        return new Sql(mysql.jdbcUrl(database), mysql.user(), mysql.password());
    }

    private static Map<String, String> settings(String database) {
        return TestServer.settings(mysql.address(), database);
    }
}

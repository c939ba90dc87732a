package com.billshotel.server;

import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.proto.HoldRequest;
import com.billshotel.proto.HotelRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * MYSQL_HOST names two servers, which take turns at accepting writes. They do not replicate, so each shows what was written to it, and
 * read which of them. The drill covers a real group.
 */
class FailoverIT {
    private EmbeddedMysql first;
    private EmbeddedMysql second;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        first = started("first");
        second = started("second");
        demote(second);
        server = TestServer.start(settings());
        server.awaitStatus(ServingStatus.SERVING);
    }

    @AfterEach
    void stop() {
        server.close();
        first.close();
        second.close();
    }

    @Test
    void writes_goToTheServerThatAcceptsThem() throws Exception {
        decide(hold(1, 0));
        demote(first);
        promote(second);
        decide(hold(2, 0));
        demote(second);
        promote(first);
        decide(hold(3, 0));

        assertThat(holds(first)).containsExactly("1", "3");
        assertThat(holds(second)).containsExactly("2");
    }

    /** Reads do not fail at the old primary, and would go on there for half an hour, on what it had then. */
    @Test
    void reads_followWithoutAWrite() throws Exception {
        assertThat(hotelName()).isEqualTo("first");

        demote(first);
        promote(second);

        Eventually.until("reads come from the new primary", () -> hotelName().equals("second"));
        server.awaitStatus(ServingStatus.SERVING);
        assertThat(hotelName()).isEqualTo("second");
    }

    @Test
    void primary_killed_isReplacedByItsSuccessor() throws Exception {
        decide(hold(1, 0));
        first.kill();
        server.awaitStatus(ServingStatus.NOT_SERVING);
        promote(second);
        server.awaitStatus(ServingStatus.SERVING);
        decide(hold(2, 0));

        assertThat(holds(second)).containsExactly("2");
    }

    /** It still accepts connections, as a machine that is out of memory does. */
    @Test
    void primary_hanging_isReplacedByItsSuccessor() throws Exception {
        decide(hold(1, 0));
        signal("-STOP");
        try {
            promote(second);
            decide(hold(2, 0));
        } finally {
            signal("-CONT");
        }
        assertThat(holds(second)).containsExactly("2");
    }

    /** Retries while UNAVAILABLE, as the worker does. */
    private void decide(HoldRequest request) throws Exception {
        Eventually.until("an answer to " + request, () -> {
            try {
                return decideOne(server.hotels(), request).name().equals("HELD");
            } catch (StatusRuntimeException failure) {
                assertThat(failure.getStatus().getCode()).isIn(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED);
                return false;
            }
        });
    }

    private String hotelName() {
        return server.hotels()
                .getHotel(HotelRequest.newBuilder().setId(0).build())
                .getHotel()
                .getName();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(first.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** With a user who may not write while the server is read-only, as root may. */
    private static EmbeddedMysql started(String hotel) throws SQLException {
        EmbeddedMysql mysql = EmbeddedMysql.start();
        mysql.createDatabase("hotel_db");
        Sql sql = sql(mysql);
        sql.applyFile("init.sql");
        sql.execute("CREATE USER plain IDENTIFIED BY ''; GRANT ALL ON hotel_db.* TO plain;"
                + " INSERT INTO hotels VALUES(0, '" + hotel + "', 10000, 100)");
        return mysql;
    }

    private static void demote(EmbeddedMysql mysql) throws SQLException {
        sql(mysql).execute("SET GLOBAL read_only = 1");
    }

    private static void promote(EmbeddedMysql mysql) throws SQLException {
        sql(mysql).execute("SET GLOBAL read_only = 0");
    }

    private static List<String> holds(EmbeddedMysql mysql) throws SQLException {
        return sql(mysql).rows("SELECT reservation_id FROM room_holds ORDER BY 1");
    }

    private static Sql sql(EmbeddedMysql mysql) {
        return new Sql(mysql.jdbcUrl("hotel_db"), mysql.user(), mysql.password());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = TestServer.settings(first.address(), "hotel_db");
        settings.put("MYSQL_HOST", "127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port());
        settings.put("MYSQL_USER", "plain");
        return settings;
    }
}

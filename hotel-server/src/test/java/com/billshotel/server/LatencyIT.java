package com.billshotel.server;

import static com.billshotel.server.Holds.batch;
import static com.billshotel.server.Holds.hold;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.network.testing.TcpProxy;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.runtime.limits.TimeLimits;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** MySQL behind a slow network: connecting and booking take many round trips, and must still fit into their limits. */
class LatencyIT {
    /** Well below the 750 ms that RATIONALE.md promises: the machine may be busy. */
    private static final Duration EACH_WAY = Duration.ofMillis(500);

    @Test
    void booking_overASlowNetwork_isDecidedWithinTheWorkersDeadline() throws Exception {
        try (EmbeddedMysql mysql = EmbeddedMysql.start();
                TcpProxy proxy = TcpProxy.to(mysql.port())) {
            mysql.createDatabase("hotel_db");
            Sql sql = new Sql(mysql.jdbcUrl("hotel_db"), mysql.user(), mysql.password());
            sql.applyFile("init.sql");
            sql.execute("INSERT INTO hotels VALUES (0, 'myhotel', 10000, 100)");
            proxy.delay(EACH_WAY);
            MysqlAddress slow = new MysqlAddress(mysql.address().host(), proxy.port(), mysql.user(), mysql.password());
            try (TestServer server = TestServer.start(TestServer.settings(slow, "hotel_db"))) {
                Eventually.until("SERVING", () -> server.status("") == ServingStatus.SERVING);

                // The first call may find the pool still connecting; the worker repeats it, too.
                Eventually.until("a decision", () -> isHeld(server));
                assertThat(withinTheDeadline(server)
                                .getHotel(HotelRequest.getDefaultInstance())
                                .getHotel()
                                .getRoomsAvailable())
                        .isEqualTo(99);
            }
        }
    }

    private static boolean isHeld(TestServer server) {
        try {
            return withinTheDeadline(server)
                    .decideHolds(batch(List.of(hold(1, 0))))
                    .getDecisions(0)
                    .getOutcome()
                    .equals(Outcome.HELD);
        } catch (StatusRuntimeException late) {
            return false;
        }
    }

    private static HotelServiceBlockingStub withinTheDeadline(TestServer server) {
        return server.hotels().withDeadlineAfter(TimeLimits.RPC_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
}

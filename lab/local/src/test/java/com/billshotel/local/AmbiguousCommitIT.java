package com.billshotel.local;

import static com.billshotel.local.Messages.booking;
import static com.billshotel.local.Messages.cancellation;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.embedded.network.testing.TcpProxy;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.testing.InProcessSystem;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A COMMIT takes effect but its answer is lost, so its sender must repeat it; nothing is doubled or lost. */
class AmbiguousCommitIT {
    private static final int BOOKINGS = 100;

    /** More cuts would only take longer: after each, the hotel backs off. */
    private static final int CUTS = 8;

    private final EmbeddedMysql mysql = EmbeddedMysql.start();
    private final TcpProxy proxy = TcpProxy.to(mysql.port());
    private InProcessSystem system;

    @BeforeEach
    void start() throws Exception {
        mysql.createDatabase("hotel_db");
        system = new InProcessSystem(
                new TestDatabase(mysql.address(), "hotel_db"),
                address -> new MysqlAddress(address.host(), proxy.port(), address.user(), address.password()));
        system.execute("INSERT INTO hotels VALUES (0, 'myhotel', 10000, 1000), (1, 'tiny', 10000, 50)");
        system.startWorker();
    }

    @AfterEach
    void stop() {
        system.close();
        proxy.close();
        mysql.close();
    }

    @Test
    void commits_withLostAnswers_areRepeated() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        proxy.cutAfter(request -> isCommit(request) && commits.incrementAndGet() % 2 == 0 && commits.get() <= 2 * CUTS);

        for (int id = 0; id < BOOKINGS; id++) {
            system.publish(booking(id, id % 2));
            system.publish(cancellation(id / 2, id / 2 % 2));
        }
        system.awaitDone();

        assertThat(proxy.cuts()).isGreaterThanOrEqualTo(CUTS / 2);
        assertThat(system.rows("SELECT COUNT(*) FROM dead_letters")).containsExactly("0");
        assertThat(system.rows(ProjectFiles.sql("audit.sql"))).isEmpty();
        assertThat(system.rows("SELECT rooms_available + (SELECT COUNT(*) FROM room_holds WHERE hotel_id = hotels.id"
                        + " AND state = 'HELD') FROM hotels ORDER BY id"))
                .containsExactly("1000", "50");
        assertThat(system.rows("SELECT (SELECT COUNT(*) FROM reserve_hotel) + (SELECT COUNT(*) FROM rejections)"))
                .containsExactly(Integer.toString(BOOKINGS));
    }

    /** The driver reports a closed statement; it must not be taken for a message that MySQL refuses. */
    @Test
    void batch_withLostAnswer_isUnavailable() throws Exception {
        proxy.cutAfter(request -> new String(request, ISO_8859_1).contains("INSERT INTO hotels"));
        Map<String, String> settings = Map.of("MYSQL_HOST", "127.0.0.1", "MYSQL_PORT", Integer.toString(proxy.port()));

        try (MysqlPool pool = MysqlPool.open(Settings.read(settings, MysqlPool.SETTINGS), 1, List.of())) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> pool.inTransaction(AmbiguousCommitIT::insertThreeHotels));

            assertThat(MysqlFault.of(failure)).isEqualTo(MysqlFault.UNAVAILABLE);
        }
    }

    private static Void insertThreeHotels(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO hotels VALUES (?, 'a', 1, 1)")) {
            for (int id = 10; id < 13; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return null;
    }

    private static boolean isCommit(byte[] request) {
        return new String(request, ISO_8859_1).contains("COMMIT");
    }
}

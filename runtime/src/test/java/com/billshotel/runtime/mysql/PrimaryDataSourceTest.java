package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrimaryDataSourceTest {
    private static final SQLException REFUSED =
            new SQLException("Communications link failure", "08S01", new ConnectException("Connection refused"));
    private static final SQLException DENIED = new SQLException("Access denied", "28000", 1045);
    private static final SQLException NOT_IN_GROUP = new SQLException("Member must be ONLINE", "HY000", 1123);

    private final FakeServer a = new FakeServer();
    private final FakeServer b = new FakeServer();
    private final FakeServer c = new FakeServer();
    private final PrimaryDataSource source = new PrimaryDataSource(servers());

    @AfterEach
    void end() {
        Thread.interrupted();
        a.resume.countDown();
    }

    @Test
    void getConnection_goesToTheServerThatAcceptsWrites() throws Exception {
        a.variables.put("read_only", "ON");
        b.failure = REFUSED;

        assertThat(source.getConnection()).isSameAs(c.connection);
        assertThat(a.isOpen()).isFalse();
        assertThat(c.isOpen()).isTrue();
    }

    /** A service opens ten connections at a time; replicas need not answer each of them. */
    @Test
    void getConnection_asksTheKnownPrimaryOnly() throws Exception {
        a.variables.put("read_only", "ON");
        b.failure = REFUSED;
        source.getConnection();
        int before = a.logins.get() + b.logins.get();

        for (int i = 0; i < 10; i++) {
            source.getConnection();
        }

        // Each may have been asked once more while the first connection was handed out.
        assertThat(a.logins.get() + b.logins.get()).isLessThanOrEqualTo(before + 2);
        assertThat(c.logins).hasValue(11);
    }

    @Test
    void getConnection_afterAFailover_followsIt() throws Exception {
        b.variables.put("read_only", "ON");
        c.variables.put("read_only", "ON");
        assertThat(source.getConnection()).isSameAs(a.connection);

        a.variables.put("read_only", "ON");
        c.variables.put("read_only", "OFF");

        assertThat(source.getConnection()).isSameAs(c.connection);
    }

    @Test
    void getConnection_whenThePrimaryHangs_goesToItsSuccessor() throws Exception {
        b.variables.put("read_only", "ON");
        c.variables.put("read_only", "ON");
        source.getConnection();
        a.hangs = true;
        c.variables.put("read_only", "OFF");

        assertThat(source.getConnection()).isSameAs(c.connection);
    }

    /** Otherwise a server that hangs would hide that another one becomes the primary. */
    @Test
    void getConnection_whileOneHangs_asksTheOthersAgain() throws Exception {
        a.hangs = true;
        b.variables.put("read_only", "ON");
        b.variablesAfter = 3;
        c.failure = REFUSED;

        assertThat(source.getConnection()).isSameAs(b.connection);
        assertThat(b.logins).hasValueGreaterThanOrEqualTo(3);
    }

    /** It restarted as a server of its own, and whatever it accepts would be lost when it joins. */
    @Test
    void server_thatHasNotJoinedItsGroup_isNotThePrimary() {
        a.variables.put("group_replication_group_name", "5f3c1a52");
        a.membership = NOT_IN_GROUP;
        b.failure = REFUSED;
        c.failure = REFUSED;

        assertThatThrownBy(source::getConnection)
                .isInstanceOfSatisfying(NoPrimaryException.class, failure -> assertThat(
                                failure.reasons().values())
                        .extracting(Throwable::getMessage)
                        .startsWith("is not an online member of its group"));
        assertThat(a.isOpen()).isFalse();
    }

    @Test
    void session_thatMayMissAcknowledgedWrites_waitsForThem() throws Exception {
        a.variables.put("group_replication_consistency", "EVENTUAL");
        b.failure = REFUSED;
        c.failure = REFUSED;
        source.getConnection();

        assertThat(a.executed).isEqualTo("SET SESSION group_replication_consistency = BEFORE_ON_PRIMARY_FAILOVER");
    }

    @Test
    void getConnection_whenNoServerAcceptsWrites_saysWhyOfEach() {
        a.failure = REFUSED;
        b.variables.put("read_only", "ON");
        c.failure = DENIED;

        assertThatThrownBy(source::getConnection)
                .isInstanceOfSatisfying(NoPrimaryException.class, failure -> assertThat(
                                failure.reasons().values())
                        .extracting(Throwable::getMessage)
                        .containsExactly("Communications link failure", "is read-only", "Access denied"));
    }

    /** Waiting for a failover would not help, and the pool must report the reason. */
    @Test
    void getConnection_whenAllRefuse_throwsTheAnswer() {
        a.failure = DENIED;
        b.failure = DENIED;
        c.failure = DENIED;

        assertThatThrownBy(source::getConnection).isSameAs(DENIED);
    }

    @Test
    void getConnection_whenPoolCloses_throws() {
        a.hangs = true;
        b.failure = REFUSED;
        c.failure = REFUSED;
        Thread.currentThread().interrupt();

        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private Map<HostAndPort, DataSource> servers() {
        Map<HostAndPort, DataSource> servers = new LinkedHashMap<>();
        servers.put(HostAndPort.fromParts("a", 3306), a.source());
        servers.put(HostAndPort.fromParts("b", 3306), b.source());
        servers.put(HostAndPort.fromParts("c", 3306), c.source());
        return servers;
    }

    /** A server as far as {@link Primary} looks at it. */
    private static final class FakeServer {
        private final Map<String, String> variables = new ConcurrentHashMap<>(Map.of("read_only", "OFF"));
        private final AtomicInteger logins = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final CountDownLatch resume = new CountDownLatch(1);
        private final Connection connection = proxy(Connection.class, (method, arguments) -> connection(method));
        private volatile SQLException failure;
        private volatile SQLException membership;
        private volatile boolean hangs;
        private volatile int variablesAfter = Integer.MAX_VALUE;
        private volatile String executed;

        private interface Answer {
            Object to(String method, Object[] arguments) throws Exception;
        }

        DataSource source() {
            return proxy(DataSource.class, (method, arguments) -> {
                if (hangs) {
                    resume.await();
                }
                if (logins.incrementAndGet() >= variablesAfter) {
                    variables.put("read_only", "OFF");
                }
                if (failure != null) {
                    throw failure;
                }
                open.incrementAndGet();
                return connection;
            });
        }

        boolean isOpen() {
            return open.get() > 0;
        }

        private Object connection(String method) {
            if (method.equals("close")) {
                open.decrementAndGet();
            }
            return method.equals("createStatement") ? proxy(Statement.class, this::statement) : null;
        }

        private Object statement(String method, Object[] arguments) throws SQLException {
            if (method.equals("execute")) {
                executed = (String) arguments[0];
                return false;
            } else if (!method.equals("executeQuery")) {
                return null;
            }
            boolean asksForMembership = ((String) arguments[0]).startsWith("SELECT");
            if (asksForMembership && membership != null) {
                throw membership;
            }
            Iterator<Map.Entry<String, String>> rows =
                    Map.copyOf(variables).entrySet().iterator();
            return proxy(ResultSet.class, new Answer() {
                private Map.Entry<String, String> row;

                @Override
                public Object to(String getter, Object[] column) {
                    if (getter.equals("next")) {
                        boolean hasNext = rows.hasNext();
                        row = hasNext ? rows.next() : null;
                        return hasNext;
                    } else if (getter.equals("getString")) {
                        return column[0].equals(1) ? row.getKey() : row.getValue();
                    }
                    return null;
                }
            });
        }

        private static <T> T proxy(Class<T> type, Answer answer) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == arguments[0];
                        case "toString" -> type.getSimpleName();
                        default -> answer.to(method.getName(), arguments);
                    }));
        }
    }
}

package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SSLHandshakeException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectingDataSourceTest {
    private static final SQLException REFUSED =
            new SQLException("Communications link failure", "08S01", new ConnectException("Connection refused"));
    private static final SQLException DENIED = new SQLException("Access denied", "28000", 1045);
    private static final SQLException WRONG_CERTIFICATE =
            new SQLException("Communications link failure", "08S01", new SSLHandshakeException("wrong certificate"));

    private final Connection connection = (Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> null);
    private final Queue<SQLException> failures = new ArrayDeque<>();
    private final ReconnectingDataSource source = new ReconnectingDataSource(server());

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void getConnection_whenOutageBegins_throwsAtOnce() {
        failures.add(REFUSED);

        assertThatThrownBy(source::getConnection).isSameAs(REFUSED);
        assertThat(failures).isEmpty();
    }

    @Test
    void getConnection_duringOutage_triesUntilServerAnswers() throws Exception {
        beginOutage();
        failures.addAll(List.of(REFUSED, REFUSED));

        assertThat(source.getConnection("user", "password") == connection).isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    void getConnection_afterOutage_throwsAtOnceAgain() throws Exception {
        beginOutage();
        source.getConnection();
        failures.addAll(List.of(REFUSED, REFUSED));

        assertThatThrownBy(source::getConnection).isSameAs(REFUSED);
        assertThat(failures).hasSize(1);
    }

    @Test
    void getConnection_whenServerRefusesAfterOutage_throws() {
        for (SQLException answer : List.of(DENIED, WRONG_CERTIFICATE)) {
            beginOutage();
            failures.addAll(List.of(REFUSED, answer));

            assertThatThrownBy(source::getConnection).isSameAs(answer);
        }
    }

    @Test
    void getConnection_whenPoolCloses_throws() {
        beginOutage();
        failures.addAll(List.of(REFUSED, REFUSED));
        Thread.currentThread().interrupt();

        assertThatThrownBy(source::getConnection).isSameAs(REFUSED);
        assertThat(failures).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private void beginOutage() {
        failures.add(REFUSED);
        assertThatThrownBy(source::getConnection).isSameAs(REFUSED);
    }

    /** Fails with each of {@link #failures} in turn, and then connects. */
    private DataSource server() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove();
                    }
                    return connection;
                });
    }
}

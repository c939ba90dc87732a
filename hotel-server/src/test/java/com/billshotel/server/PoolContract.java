package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.runtime.limits.Budget;
import com.billshotel.runtime.mysql.BudgetExhaustedException;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.SqlWork;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.catalog.HotelCatalog;
import io.grpc.Context;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runtime's pool on a real MySQL. It has one connection for transactions, so each gets it as the previous one left it. */
abstract class PoolContract {
    private MysqlPool pool;

    abstract HotelSystem system();

    @BeforeEach
    void open() throws Exception {
        var settings = TestServer.settings(
                system().database().server(), system().database().name());
        pool = MysqlPool.open(Settings.read(settings, MysqlPool.SETTINGS), 1, HotelCatalog.TABLES);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void transaction_thatThrows_isRolledBackAndLeavesAUsableConnection() throws SQLException {
        int hotel = system().hotelWithRooms(1);

        assertThatThrownBy(() -> pool.inTransaction(connection -> {
                    execute(connection, "UPDATE hotels SET rooms_available = 9 WHERE id = " + hotel);
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(system().rooms(hotel)).isOne();

        pool.withConnection(
                connection -> execute(connection, "UPDATE hotels SET rooms_available = 2 WHERE id = " + hotel));
        assertThat(system().rooms(hotel)).isEqualTo(2);
    }

    @Test
    void transaction_withAFailedStatement_isRolledBackCompletely() throws SQLException {
        int hotel = system().hotelWithRooms(1);

        assertThatThrownBy(() -> pool.inTransaction(connection -> {
                    execute(connection, "UPDATE hotels SET rooms_available = 9 WHERE id = " + hotel);
                    return execute(
                            connection,
                            "INSERT INTO hotels (id, name, price_pernight, rooms_available) VALUES(" + hotel
                                    + ", 'again', 1, 1)");
                }))
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(MysqlFault.of(failure))
                        .isEqualTo(MysqlFault.DUPLICATE_KEY));

        assertThat(system().rooms(hotel)).isOne();
    }

    /** MySQL sets the columns changed_at in the session's time zone. */
    @Test
    void sessions_areInUtc() throws SQLException {
        SqlWork<String> timeZone = connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT @@session.time_zone")) {
                row.next();
                return row.getString(1);
            }
        };

        assertThat(pool.withConnection(timeZone)).isEqualTo("+00:00");
        assertThat(pool.inTransaction(timeZone)).isEqualTo("+00:00");
    }

    /** Nobody would learn of a commit, and others would wait for the locks. */
    @Test
    void transaction_whoseCallerGivesUp_startsNoFurtherStatementAndIsRolledBack() throws SQLException {
        int hotel = system().hotelWithRooms(1);

        for (boolean beforeCommit : new boolean[] {false, true}) {
            try (Context.CancellableContext call = Context.current().withCancellation()) {
                SqlWork<Boolean> work = connection -> {
                    execute(connection, "UPDATE hotels SET rooms_available = 9 WHERE id = " + hotel);
                    call.cancel(null);
                    return beforeCommit
                            || execute(connection, "UPDATE hotels SET rooms_available = 8 WHERE id = " + hotel);
                };
                assertThatThrownBy(() -> pool.inTransaction(call.call(Budget::ofCall), work))
                        .isInstanceOf(BudgetExhaustedException.class);
            }
            assertThat(system().rooms(hotel)).isOne();
        }
    }

    @Test
    void session_hasTheIsolationAndTimeoutsOfThePool() throws SQLException {
        int isolation = pool.inTransaction(Connection::getTransactionIsolation);

        assertThat(isolation).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(pool.withConnection(PoolContract::timeouts)).containsExactly(2, 2);
        assertThat(pool.problem()).isEmpty();
    }

    /** Health must report it before a call fails. */
    @Test
    void problem_withTablesFromAnotherVersion_isReported() throws SQLException {
        system().sql().execute("ALTER TABLE hotel_details RENAME COLUMN location TO place");
        try {
            assertThat(pool.problem()).hasValueSatisfying(problem -> assertThat(problem)
                    .contains("are not those of sql/init.sql: columns are missing"));
        } finally {
            system().sql().execute("ALTER TABLE hotel_details RENAME COLUMN place TO location");
        }
        assertThat(pool.problem()).isEmpty();
    }

    /** READ COMMITTED: a transaction sees what others commit after it began. */
    @Test
    void transaction_seesConcurrentCommits() throws SQLException {
        int hotel = system().hotelWithRooms(1);

        String seen = pool.inTransaction(connection -> {
            execute(connection, "SELECT * FROM hotels");
            system().sql().execute("UPDATE hotels SET rooms_available = 3 WHERE id = " + hotel);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT rooms_available FROM hotels WHERE id = " + hotel)) {
                return row.next() ? row.getString(1) : "";
            }
        });

        assertThat(seen).isEqualTo("3");
    }

    private static List<Integer> timeouts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@innodb_lock_wait_timeout, @@lock_wait_timeout")) {
            row.next();
            return List.of(row.getInt(1), row.getInt(2));
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}

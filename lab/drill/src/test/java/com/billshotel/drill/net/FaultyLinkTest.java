package com.billshotel.drill.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link to a real MySQL; the driver would use TLS if it were offered. */
class FaultyLinkTest {
    private TestDatabase database;
    private FaultyLink link;

    @BeforeEach
    void open() {
        database = MysqlBackend.preferred().freshDatabase();
        link = FaultyLink.openToMysql("test", database.server().port());
    }

    @AfterEach
    void close() {
        link.close();
        database.close();
    }

    @Test
    void link_withoutFault_carriesEverything() throws SQLException {
        try (Connection connection = connect()) {
            insertAndCommit(connection, 1);

            assertThat(count(connection)).isOne();
        }
    }

    @Test
    void commit_cut_isAmbiguousToTheClient() throws SQLException {
        try (Connection connection = connect()) {
            insertAndCommit(connection, 1);
            link.faults().cutCommits(1);

            assertThatThrownBy(() -> insertAndCommit(connection, 2)).isInstanceOf(SQLException.class);
        }

        assertThat(link.faults().ambiguousCommits()).isOne();
        try (Connection connection = connect()) {
            insertAndCommit(connection, 3); // only the first ones are cut
            assertThat(count(connection)).isBetween(2, 3);
        }
    }

    @Test
    void link_cut_breaksConnectionsButAcceptsNewOnes() throws SQLException {
        try (Connection connection = connect()) {
            link.cut();

            assertThatThrownBy(() -> count(connection)).isInstanceOf(SQLException.class);
        }
        connect().close();
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + link.port() + "/" + database.name()
                        + "?sslMode=PREFERRED&allowPublicKeyRetrieval=true",
                database.server().user(),
                database.server().password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY)");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insertAndCommit(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t VALUES (" + id + ")");
        }
        connection.commit();
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            row.next();
            return row.getInt(1);
        }
    }
}

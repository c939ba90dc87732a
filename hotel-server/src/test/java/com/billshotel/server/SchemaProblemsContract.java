package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.SchemaVersion;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.rooms.RoomLedger;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What health says about tables of another version, and about tables that only have the right names. */
abstract class SchemaProblemsContract {
    private static final int NEEDED = SchemaVersion.NEEDED;

    private TestDatabase database;
    private Sql sql;
    private MysqlPool pool;

    abstract HotelSystem system();

    @BeforeEach
    void open() throws Exception {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
        pool = MysqlPool.open(
                Settings.read(TestServer.settings(database.server(), database.name()), MysqlPool.SETTINGS),
                1,
                RoomLedger.TABLES);
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void emptyDatabase_isToBeMigrated() {
        assertThat(pool.problem()).hasValueSatisfying(problem -> assertThat(problem)
                .endsWith("has no tables, or those of an earlier version, and this needs version " + NEEDED
                        + ": migrate it (java -jar hotel-server.jar migrate; on Kubernetes the Job hotel-schema-"
                        + NEEDED + ")"));

        MigrateRun.of(database, Map.of());

        assertThat(pool.problem()).isEmpty();
    }

    @Test
    void olderTables_areNamedWithBothVersions() throws Exception {
        sql.applyFile("init.sql");
        assertThat(pool.problem()).isEmpty();

        sql.execute("UPDATE schema_versions SET version = " + (NEEDED - 1));

        assertThat(problem()).contains("has tables of version " + (NEEDED - 1) + ", and this needs version " + NEEDED);
    }

    /** Services go on while a newer version is rolled out, and can be rolled back to. */
    @Test
    void newerTables_areUsed_unlessTheySayOtherwise() throws Exception {
        sql.applyFile("init.sql");

        sql.execute("INSERT INTO schema_versions VALUES (" + (NEEDED + 1) + ", " + NEEDED + ")");
        assertThat(pool.problem()).isEmpty();

        sql.execute("INSERT INTO schema_versions VALUES (" + (NEEDED + 2) + ", " + (NEEDED + 1) + ")");
        assertThat(problem())
                .contains("has tables of version " + (NEEDED + 2) + ", which only services for version " + (NEEDED + 1)
                        + " or later can use, and this is for version " + NEEDED + ": deploy newer ones");
    }

    /** It creates what is missing, and does not know what else differs. */
    @Test
    void initSql_onTablesOfAnotherVersion_doesNotClaimItsOwn() throws Exception {
        sql.applyFile("migrations/V1__tables_of_1.0.sql");

        sql.applyFile("init.sql");

        assertThat(problem()).contains("migrate it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE room_holds MODIFY user_id INT NULL | room_holds.user_id is not BIGINT",
                "ALTER TABLE room_holds DROP FOREIGN KEY room_holds_hotel | there is no foreign key from room_holds to hotels",
                "ALTER TABLE room_holds DROP FOREIGN KEY room_holds_hotel; ALTER TABLE room_holds RENAME COLUMN state TO status | columns are missing",
                "ALTER TABLE reserve_hotel DROP FOREIGN KEY reserve_hotel_hold; ALTER TABLE rejections DROP FOREIGN KEY rejections_hold;"
                        + " ALTER TABLE room_holds DROP PRIMARY KEY"
                        + " | room_holds.reservation_id is not the primary key",
                "SET FOREIGN_KEY_CHECKS = 0; DROP TABLE hotels | tables are missing",
            })
    void tablesOfTheRightNamesOnly_areNotServed(String change, String difference) throws Exception {
        assumeThat(sql.isTidb() && change.contains("DROP PRIMARY KEY"))
                .as("TiDB keeps primary keys")
                .isFalse();
        sql.applyFile("init.sql");

        sql.execute(change);

        assertThat(problem()).contains("are not those of sql/init.sql: " + difference);
    }

    private String problem() throws SQLException {
        Optional<String> problem = pool.problem();
        assertThat(problem).isPresent();
        return problem.get();
    }
}

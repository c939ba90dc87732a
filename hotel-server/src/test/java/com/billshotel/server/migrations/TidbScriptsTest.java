package com.billshotel.server.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TidbScriptsTest {
    private static final Path SQL = Path.of("..", "sql");

    @Test
    void initTidbSql_isInitSqlAsTidbTakesIt() throws IOException {
        assertThat(Files.readString(SQL.resolve("init-tidb.sql")))
                .as("bin/refresh-init-sql makes it")
                .endsWith(TidbScripts.adapted(Files.readString(SQL.resolve("init.sql"))));
    }

    /** What is recorded of a script in databases that exist must not change. */
    @Test
    void adapted_changesNothingButInvisibleColumnsAndTheDefault() {
        assertThat(
                        TidbScripts.adapted(
                                """
                        a BIGINT NOT NULL DEFAULT 0 INVISIBLE, -- invisible
                        b DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)), c DATETIME(3) NULL INVISIBLE'"""))
                .isEqualTo(
                        """
                        a BIGINT NOT NULL DEFAULT 0, -- invisible
                        b DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), c DATETIME(3) NULL'""");
    }
}

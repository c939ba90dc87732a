package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit at the end of every measurement, after real runs and on tampered tables. */
class BenchDatabaseIT {
    private static final Window BRIEF = new Window(Duration.ZERO, Duration.ofMillis(200));

    private static BenchDatabase database;
    private static Fixture fixture;

    @BeforeAll
    static void start() throws Exception {
        TestDatabase fresh = MysqlBackend.preferred().freshDatabase();
        database = new BenchDatabase(fresh.server(), fresh.name());
        fixture = Fixture.start(database);
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @Test
    void loads_leaveConsistentTables() throws Exception {
        for (Load load : List.of(new SqlLoad(), new PipelineLoad("pipeline", 100), new PerMessageLoad())) {
            database.reset(load.hotels());

            Load.Run run = load.run(fixture, BRIEF);

            assertThat(load.problems(database, run)).isEmpty();
            assertThat(run.confirmed()).isPositive();
        }
    }

    @Test
    void problems_ofATamperedRun_areFound() throws Exception {
        PipelineLoad load = new PipelineLoad("pipeline", 3);
        database.reset(load.hotels());
        Load.Run run = load.run(fixture, BRIEF);
        assertThat(database.held()).isEqualTo(run.confirmed());

        database.execute("UPDATE hotels SET rooms_available = rooms_available + 1 WHERE id = 2");
        database.execute("DELETE FROM reserve_hotel WHERE id = 0");

        assertThat(database.problems(run.confirmed()))
                .anyMatch(problem -> problem.startsWith("a held room without a reservation, 0"))
                .anyMatch(problem -> problem.startsWith("a hotel whose rooms do not match its holds, 2"))
                .anyMatch(problem -> problem.endsWith("reservations where " + run.confirmed() + " were expected"));
    }
}

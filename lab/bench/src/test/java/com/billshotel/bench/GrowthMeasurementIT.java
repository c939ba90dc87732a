package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthMeasurementIT {
    private static final Plan SMALL = new Plan(
            1,
            Duration.ZERO,
            Duration.ofMillis(200),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            0,
            0,
            0,
            List.of(0, 100_000),
            false);

    @Test
    void run_onTablesWithRows_addsEveryFigureAfterCleanAudits() throws Exception {
        TestDatabase fresh = MysqlBackend.preferred().freshDatabase();
        Results results = new Results();
        GrowthMeasurement growth = new GrowthMeasurement(SMALL, new Progress(System.out));

        try (Fixture fixture = Fixture.start(new BenchDatabase(fresh.server(), fresh.name()))) {
            results.attempt("growth", growth.figures(), () -> growth.run(fixture, results));
        }

        assertThat(results.failures()).isEmpty();
        assertThat(results.gaps()).isEmpty();
        assertThat(results.figures()).containsOnlyKeys(growth.figures());
    }
}

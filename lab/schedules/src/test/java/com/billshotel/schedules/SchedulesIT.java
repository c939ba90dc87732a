package com.billshotel.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of {@code bin/schedules}, and that it finds missing locks. */
@Execution(ExecutionMode.CONCURRENT)
class SchedulesIT {
    private static final int SCHEDULES = 300;

    private static InstrumentedJdk jdk;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        assumeThat(InstrumentedJdk.obstacle()).as("schedules are NOT explored").isEmpty();
        jdk = InstrumentedJdk.prepare();
    }

    private static List<String> scenarios() {
        return Scenarios.names();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenario_hasNoViolation(String scenario) throws Exception {
        Exploration.Result result = new Exploration(scenario, 1, SCHEDULES, Optional.empty(), false).run(jdk);

        assertThat(result.correct()).as(result.output()).isTrue();
        assertThat(result.distinct()).isGreaterThan(SCHEDULES / 2);
    }

    /** A tester that finds nothing must be able to find something; and the seed that it prints must find it again. */
    @ParameterizedTest
    @CsvSource({"contention, RetryQueue.split", "outage, Outages.begin", "reads, SharedHotelReads.nextBatch"})
    void missingLock_isFound_andItsSeedFindsItAgain(String scenario, String method) throws Exception {
        Optional<PlantedFault> fault = Optional.of(PlantedFault.parse(method));

        Exploration.Result result = new Exploration(scenario, 1, 5_000, fault, false).run(jdk);

        assertThat(result.seed()).as(result.output()).isPresent();
        long seed = result.seed().getAsLong();
        assertThat(new Exploration(scenario, seed, 1, fault, false).run(jdk).seed())
                .hasValue(seed);
    }
}

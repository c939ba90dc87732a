package com.billshotel.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FloodIT {
    @Test
    void attack_onEachPort_isSentAndSurvived() throws Exception {
        Flood flood = new Flood();
        new CommandLine(flood).parseArgs("--seconds", "1", "--only", "garbage");

        List<Outcome> outcomes = flood.run();

        assertThat(outcomes)
                .extracting(Outcome::target)
                .containsExactly("hotel-server", "reserve-client", "hotel-server, TLS", "hotel-server, HTTP");
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.volume().bytes()).isPositive();
            assertThat(outcome.ended()).isFalse();
            assertThat(outcome.recoverySeconds()).isPresent();
        });
    }
}

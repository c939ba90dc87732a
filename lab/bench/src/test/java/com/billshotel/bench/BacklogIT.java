package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.ServiceLaunch;
import com.billshotel.local.parts.ServiceProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wait for a worker that runs in a process of its own. */
class BacklogIT {
    private static final int MESSAGES = 1_000;

    @TempDir
    Path folder;

    @Test
    void await_ofAWorkerThatEnds_namesItsLog() throws Exception {
        TestDatabase fresh = MysqlBackend.preferred().freshDatabase();
        try (Fixture fixture = Fixture.start(new BenchDatabase(fresh.server(), fresh.name()));
                PubSubBroker broker = PubSubBroker.start(0)) {
            fixture.database().reset(Backlog.HOTELS);
            Backlog backlog = new Backlog(fixture, broker.endpoint(), MESSAGES);
            backlog.publish();
            Map<String, String> settings = new HashMap<>(backlog.settings(fixture.target()));
            settings.put("METRICS_PORT", Integer.toString(broker.port())); // taken; bound before anything is pulled

            try (ServiceProcess ends = worker(settings)) {
                assertThatThrownBy(() -> backlog.await(ends))
                        .isInstanceOf(LabException.class)
                        .hasMessage("reserve-client ended with exit code 1; see " + ends.log());
            }

            settings.putAll(backlog.settings(fixture.target()));
            try (ServiceProcess works = worker(settings)) {
                backlog.await(works);
            }
            assertThat(fixture.database().problems(MESSAGES)).isEmpty();
        }
    }

    private ServiceProcess worker(Map<String, String> settings) {
        return ServiceProcess.start(ServiceLaunch.of(
                "reserve-client", ProjectFiles.reserveClientJar(), settings, folder.resolve("reserve-client.log")));
    }
}

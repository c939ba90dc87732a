package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.mysql.MySQLContainer;

/** The servers started for this test JVM; both stop when it exits. */
final class SharedServers {
    private static final String IMAGE = "mysql:9.7";
    private static final String PASSWORD = "test";

    private SharedServers() {}

    static MysqlAddress embedded() {
        return Embedded.SERVER.address();
    }

    /** @throws TestAbortedException if there is no Docker engine, or it cannot pull the image */
    static MysqlAddress container() {
        return Container.ADDRESS.orElseThrow(() -> MysqlBackend.CONTAINER.unavailable(Container.reason));
    }

    // Initialization-on-demand holders: each server starts once, on first use.

    private static final class Embedded {
        private static final EmbeddedMysql SERVER = EmbeddedMysql.builder()
                .onProgress(LoggerFactory.getLogger(EmbeddedMysql.class)::info)
                .start();
    }

    private static final class Container {
        private static String reason = "no Docker engine available";
        private static final Optional<MysqlAddress> ADDRESS = start();

        private static Optional<MysqlAddress> start() {
            try {
                return DockerClientFactory.instance().isDockerAvailable() ? Optional.of(run()) : Optional.empty();
            } catch (ContainerFetchException e) {
                // Offline. The missing image may be that of Testcontainers' reaper, which can be disabled.
                reason = e.getMessage() + "; if the image mysql:9.7 is present, set TESTCONTAINERS_RYUK_DISABLED=true";
                return Optional.empty();
            }
        }

        private static MysqlAddress run() {
            // Not closed here: Testcontainers stops it at JVM exit, by its reaper or its shutdown hook.
            @SuppressWarnings("resource")
            MySQLContainer container =
                    new MySQLContainer(IMAGE).withUsername("root").withPassword(PASSWORD);
            container.start();
            return new MysqlAddress(
                    container.getHost(), container.getMappedPort(MySQLContainer.MYSQL_PORT), "root", PASSWORD);
        }
    }
}

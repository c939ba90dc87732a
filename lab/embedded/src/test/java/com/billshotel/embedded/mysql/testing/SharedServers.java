package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.mysql.MySQLContainer;

/** The servers that are started for the test JVM; both end with it. */
final class SharedServers {
    private static final String IMAGE = "mysql:9.7";
    private static final String PASSWORD = "test";

    private SharedServers() {}

    static MysqlAddress embedded() {
        return Embedded.SERVER.address();
    }

    /** @throws TestAbortedException where no Docker engine answers, or it cannot get the image */
    static MysqlAddress container() {
        return Container.ADDRESS.orElseThrow(() -> MysqlBackend.CONTAINER.missing(Container.reason));
    }

    // Holders: the JVM starts each server once, when it is first asked for.

    private static final class Embedded {
        private static final EmbeddedMysql SERVER = EmbeddedMysql.builder()
                .onProgress(LoggerFactory.getLogger(EmbeddedMysql.class)::info)
                .start();
    }

    private static final class Container {
        private static String reason = "no Docker engine answers";
        private static final Optional<MysqlAddress> ADDRESS = start();

        private static Optional<MysqlAddress> start() {
            try {
                return DockerClientFactory.instance().isDockerAvailable() ? Optional.of(run()) : Optional.empty();
            } catch (ContainerFetchException e) {
                // Offline. It may as well be the image of Testcontainers' reaper, which one variable does without.
                reason = e.getMessage() + "; if mysql:9.7 is there, set TESTCONTAINERS_RYUK_DISABLED=true";
                return Optional.empty();
            }
        }

        private static MysqlAddress run() {
            // Never closed by us: Testcontainers ends it with the JVM, with its reaper or its own shutdown hook.
            @SuppressWarnings("resource")
            MySQLContainer container =
                    new MySQLContainer(IMAGE).withUsername("root").withPassword(PASSWORD);
            container.start();
            return new MysqlAddress(
                    container.getHost(), container.getMappedPort(MySQLContainer.MYSQL_PORT), "root", PASSWORD);
        }
    }
}

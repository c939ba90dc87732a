package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;

/** The servers that are started for the test JVM; both end with it. */
final class SharedServers {
    private static final String IMAGE = "mysql:9.7";
    private static final String PASSWORD = "test";

    private SharedServers() {}

    static MysqlAddress embedded() {
        return Embedded.SERVER.address();
    }

    /** Empty where no Docker engine answers. */
    static Optional<MysqlAddress> container() {
        return Container.ADDRESS;
    }

    // Holders: the JVM starts each server once, when it is first asked for.

    private static final class Embedded {
        private static final EmbeddedMysql SERVER = EmbeddedMysql.builder()
                .onProgress(LoggerFactory.getLogger(EmbeddedMysql.class)::info)
                .start();
    }

    private static final class Container {
        private static final Optional<MysqlAddress> ADDRESS =
                DockerClientFactory.instance().isDockerAvailable() ? Optional.of(started()) : Optional.empty();

        private static MysqlAddress started() {
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

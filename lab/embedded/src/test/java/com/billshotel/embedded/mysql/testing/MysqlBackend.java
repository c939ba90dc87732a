package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.MysqlAddress;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MySQL server for tests, started on first use and shared by the whole test JVM.
 *
 * <p>Most test classes use a database on the {@link #preferred()} backend:
 *
 * <pre>{@code
 * static final TestDatabase database = MysqlBackend.preferred().freshDatabase();
 *
 * @AfterAll
 * static void drop() { database.close(); }
 * }</pre>
 *
 * <p>A contract suite is an abstract class with an abstract {@code MysqlBackend backend()} and one subclass per constant. It
 * creates its database in {@code @BeforeEach}, which takes milliseconds: if the backend is unavailable, each test is then reported
 * as skipped, with the reason. With {@code @BeforeAll} the build would not report the skip at all.
 */
public enum MysqlBackend {
    /** The embedded MariaDB, available on all platforms with binaries. */
    EMBEDDED {
        @Override
        MysqlAddress address() {
            return SharedServers.embedded();
        }
    },

    /** The server named by {@code MYSQL_HOST}, with {@code MYSQL_PORT}, {@code MYSQL_USER} and {@code MYSQL_PASSWORD}. */
    NAMED {
        @Override
        MysqlAddress address() {
            return MysqlAddress.fromEnvironment().orElseThrow(() -> unavailable("MYSQL_HOST is not set"));
        }
    },

    /**
     * MySQL 9.7 in a container, if a Docker engine is available. On an offline engine that has the image, set {@code
     * TESTCONTAINERS_RYUK_DISABLED=true}; otherwise Testcontainers spends minutes trying to pull the image of its reaper.
     */
    CONTAINER {
        @Override
        MysqlAddress address() {
            return SharedServers.container();
        }
    };

    private static final Logger log = LoggerFactory.getLogger(MysqlBackend.class);

    /** {@link #NAMED} if {@code MYSQL_HOST} is set, else {@link #EMBEDDED}. */
    public static MysqlBackend preferred() {
        return MysqlAddress.fromEnvironment().isPresent() ? NAMED : EMBEDDED;
    }

    /**
     * Creates an empty database with a random name; closing it drops it.
     *
     * @throws TestAbortedException if this backend is unavailable, which skips the test
     */
    public TestDatabase freshDatabase() {
        return TestDatabase.create(address());
    }

    abstract MysqlAddress address();

    /** Logs the reason as well, because the build's console shows only the number of skipped tests. */
    TestAbortedException unavailable(String reason) {
        log.warn("SKIPPED on {}: {}", this, reason);
        return new TestAbortedException("MySQL backend " + this + ": " + reason);
    }
}

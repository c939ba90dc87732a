package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.MysqlAddress;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that tests may use, started when first asked for and shared by the whole test JVM.
 *
 * <p>Most test classes take a database of the {@link #preferred()} one:
 *
 * <pre>{@code
 * static final TestDatabase database = MysqlBackend.preferred().freshDatabase();
 *
 * @AfterAll
 * static void drop() { database.close(); }
 * }</pre>
 *
 * <p>A contract suite is an abstract class with an abstract {@code MysqlBackend backend()}, bound once for each constant. It takes
 * a database in {@code @BeforeEach}, a matter of milliseconds: on a machine that lacks the backend each test then counts as
 * skipped, with the reason. Taken in {@code @BeforeAll}, the same skip would not be counted by the build at all.
 */
public enum MysqlBackend {
    /** MariaDB, always there on the platforms that have binaries. */
    EMBEDDED {
        @Override
        MysqlAddress address() {
            return SharedServers.embedded();
        }
    },

    /** The server that {@code MYSQL_HOST} names, with {@code MYSQL_PORT}, {@code MYSQL_USER} and {@code MYSQL_PASSWORD}. */
    NAMED {
        @Override
        MysqlAddress address() {
            return MysqlAddress.fromEnvironment().orElseThrow(() -> missing("MYSQL_HOST is not set"));
        }
    },

    /**
     * MySQL 9.7 in a container, where a Docker engine answers. An engine that is offline but has the image wants {@code
     * TESTCONTAINERS_RYUK_DISABLED=true}; without it, minutes pass before the attempt to get the reaper's image is given up.
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
     * A new, empty database of its own, to be closed, which drops it.
     *
     * @throws TestAbortedException if this machine lacks this backend, which skips the test
     */
    public TestDatabase freshDatabase() {
        return TestDatabase.create(address());
    }

    abstract MysqlAddress address();

    /** Also logged, because a build's console shows how many tests were skipped, but not why. */
    TestAbortedException missing(String reason) {
        log.warn("SKIPPED on {}: {}", this, reason);
        return new TestAbortedException("MySQL backend " + this + ": " + reason);
    }
}

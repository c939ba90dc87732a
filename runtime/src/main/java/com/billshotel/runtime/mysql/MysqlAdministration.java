package com.billshotel.runtime.mysql;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Connections for tasks of an administrator. They follow the same settings as those of the services, but are not pooled and have no
 * time limits for statements, as a change of a large table takes as long as it takes.
 */
public final class MysqlAdministration {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource connections;
    private final MysqlProblem problems;
    private final String server;

    private MysqlAdministration(DataSource connections, MysqlProblem problems, String server) {
        this.connections = connections;
        this.problems = problems;
        this.server = server;
    }

    /**
     * Does not connect yet.
     *
     * @param settings {@link MysqlPool#SETTINGS}
     * @throws BadSettingException if the settings contradict each other
     */
    public static MysqlAdministration of(Settings settings) throws BadSettingException {
        MysqlTls tls = MysqlTls.of(settings);
        return new MysqlAdministration(
                PoolConfig.administration(settings, tls), new MysqlProblem(settings, tls), tls.server());
    }

    /**
     * Waits until the server answers.
     *
     * @param onWait runs once if there is something to wait for
     * @throws SQLException the answer, if it is a refusal; or why there was none within the limit
     */
    public void awaitAnswer(Duration limit, Runnable onWait) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (boolean waiting = false; ; waiting = true) {
            try {
                connections.getConnection().close();
                return;
            } catch (SQLException failure) {
                if (!MysqlFault.isWithoutAnswer(failure) || System.nanoTime() > deadline) {
                    throw failure;
                } else if (!waiting) {
                    onWait.run();
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /** Each connection is new, in auto-commit mode, and waits a few seconds for locked tables. */
    public DataSource connections() {
        return connections;
    }

    /** The server's address, as {@code host:port}. */
    public String server() {
        return server;
    }

    /** What is wrong and what to do, on one line. */
    public String describe(SQLException failure) {
        return problems.describe(failure);
    }
}

package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.LabException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The database: the embedded one, or the user's, which two commands kill and restart. */
final class MysqlMember implements Member {
    private final MysqlAddress address;
    private final Control control;
    private final ExecutorService restarts = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "mysql-restart");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Future<?> restarting;

    /** Controls the server's process. */
    interface Control extends AutoCloseable {
        void kill();

        /** Restarts it and returns once it accepts connections. */
        void restart();

        Optional<Long> pid();

        @Override
        void close();
    }

    private MysqlMember(MysqlAddress address, Control control) {
        this.address = address;
        this.control = control;
    }

    static MysqlMember embedded() {
        EmbeddedMysql mysql = EmbeddedMysql.builder().closedByCaller().start();
        return new MysqlMember(mysql.address(), new Embedded(mysql));
    }

    static MysqlMember named(MysqlAddress address, String killCommand, String restartCommand) {
        return new MysqlMember(address, new Commands(killCommand, restartCommand));
    }

    MysqlAddress address() {
        return address;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Role role() {
        return Role.MYSQL;
    }

    @Override
    public boolean isUp() {
        if (restarting != null && !restarting.isDone()) {
            return false;
        }
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(""), address.user(), address.password())) {
            return connection.isValid(1);
        } catch (SQLException unavailable) {
            return false;
        }
    }

    @Override
    public void kill() {
        control.kill();
        restarting = restarts.submit(control::restart);
    }

    @Override
    public void restartOrderly() {
        restarting = restarts.submit(control::restart);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return control.pid().flatMap(ProcessHandle::of);
    }

    @Override
    public void close() {
        restarts.shutdownNow();
        control.close();
    }

    private record Embedded(EmbeddedMysql mysql) implements Control {
        @Override
        public void kill() {
            mysql.kill();
        }

        @Override
        public void restart() {
            mysql.restart();
        }

        @Override
        public Optional<Long> pid() {
            return Optional.of(mysql.pid());
        }

        @Override
        public void close() {
            mysql.close();
        }
    }

    private record Commands(String killCommand, String restartCommand) implements Control {
        @Override
        public void kill() {
            run(killCommand);
        }

        @Override
        public void restart() {
            run(restartCommand);
        }

        @Override
        public Optional<Long> pid() {
            return Optional.empty();
        }

        @Override
        public void close() {}

        private static void run(String command) {
            try {
                int status = new ProcessBuilder("sh", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor();
                if (status != 0) {
                    throw new LabException("'" + command + "' failed with status " + status);
                }
            } catch (IOException failure) {
                throw new LabException("'" + command + "' cannot be run: " + failure.getMessage(), failure);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

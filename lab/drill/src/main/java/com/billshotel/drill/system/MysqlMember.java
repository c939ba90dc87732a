package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The database: the embedded one, the user's, which commands kill and restart, or a group of the user's that fails over. */
final class MysqlMember implements Member {
    private final List<MysqlAddress> addresses;
    private final Control control;
    private final ExecutorService restarts = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "mysql-restart");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Future<?> restarting;

    /** Controls the server's process. */
    interface Control extends AutoCloseable {
        /** The server that accepts writes. */
        MysqlAddress address();

        default boolean isUp() {
            return accepts(address());
        }

        void kill();

        /** Restarts it and returns once it accepts connections. */
        void restart();

        default void restartOrderly() {
            restart();
        }

        Optional<Long> pid();

        @Override
        void close();
    }

    private MysqlMember(List<MysqlAddress> addresses, Control control) {
        this.addresses = addresses;
        this.control = control;
    }

    static MysqlMember embedded() {
        EmbeddedMysql mysql = EmbeddedMysql.builder().closedByCaller().start();
        return new MysqlMember(List.of(mysql.address()), new Embedded(mysql));
    }

    static MysqlMember named(MysqlAddress address, MysqlCommands commands) {
        return new MysqlMember(List.of(address), new Named(address, commands));
    }

    static MysqlMember group(MysqlGroup group) {
        return new MysqlMember(group.members(), group);
    }

    /** The server that accepts writes. */
    MysqlAddress address() {
        return control.address();
    }

    /** All of its servers. */
    List<MysqlAddress> addresses() {
        return addresses;
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
        return control.isUp();
    }

    private static boolean accepts(MysqlAddress address) {
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(""), address.user(), address.password())) {
            return connection.isValid(1);
        } catch (SQLException unavailable) {
            return false;
        }
    }

    /** Waits for the last restart; returns why it failed, if it did. */
    Optional<String> restartProblem() throws InterruptedException {
        try {
            if (restarting != null) {
                restarting.get();
            }
            return Optional.empty();
        } catch (ExecutionException failure) {
            return Optional.of(String.valueOf(failure.getCause().getMessage()));
        }
    }

    @Override
    public void kill() {
        control.kill();
        restarting = restarts.submit(control::restart);
    }

    @Override
    public void restartOrderly() {
        restarting = restarts.submit(control::restartOrderly);
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
        public MysqlAddress address() {
            return mysql.address();
        }

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

    private record Named(MysqlAddress address, MysqlCommands commands) implements Control {
        @Override
        public void kill() {
            commands.kill(address);
        }

        @Override
        public void restart() {
            commands.restart(address);
        }

        @Override
        public Optional<Long> pid() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}

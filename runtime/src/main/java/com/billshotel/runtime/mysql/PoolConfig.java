package com.billshotel.runtime.mysql;

import com.billshotel.runtime.limits.TimeLimits;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How the pool and the driver are set up, and why. */
final class PoolConfig {
    /**
     * One SET when a connection is made, nothing per statement. lock_wait_timeout is for the locks of an ALTER TABLE, for which
     * MySQL would wait a year. The limit of a statement has two names: MySQL reads the first comment, and its limit covers
     * SELECTs, FOR UPDATE too; MariaDB reads the second, and its limit covers all.
     */
    private static final String SESSION = "SET SESSION innodb_lock_wait_timeout = " + TimeLimits.LOCK_WAIT.toSeconds()
            + ", SESSION lock_wait_timeout = " + TimeLimits.LOCK_WAIT.toSeconds()
            + "/*!50708 , SESSION max_execution_time = " + TimeLimits.STATEMENT.toMillis() + " */"
            + "/*M!100101 , SESSION max_statement_time = " + TimeLimits.STATEMENT.toSeconds() + " */";

    private static final Map<String, String> DRIVER = Map.of(
            // A batch becomes one multi-row INSERT; without it each row is a round trip.
            "rewriteBatchedStatements", "true",
            "connectTimeout", Long.toString(TimeLimits.CONNECT.toMillis()),
            "socketTimeout", Long.toString(TimeLimits.SOCKET.toMillis()),
            // Saves the round trips that only ask for, or set again, what the session already has.
            "useLocalSessionState", "true",
            "cacheServerConfiguration", "true",
            // caching_sha2_password over a plaintext connection needs the server's key.
            "allowPublicKeyRetrieval", "true",
            "sslMode", "PREFERRED",
            "connectionTimeZone", "UTC",
            "characterEncoding", "UTF-8");

    private PoolConfig() {}

    static HikariConfig of(Settings settings, int size) throws BadSettingException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("mysql");
        config.setJdbcUrl("jdbc:mysql://" + host(settings) + ":" + settings.get(MysqlPool.PORT) + "/"
                + settings.get(MysqlPool.DATABASE));
        DRIVER.forEach(config::addDataSourceProperty);
        credentials(settings, config);
        config.setConnectionInitSql(SESSION);
        config.setMaximumPoolSize(size);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Below zero: do not connect now, and do not fail if MySQL is not there yet.
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(TimeLimits.POOL_WAIT.toMillis());
        config.setValidationTimeout(TimeLimits.CONNECT.toMillis());
        config.setExceptionOverride(new EvictReadOnly());
        return config;
    }

    /** An IPv6 address needs brackets before a port. */
    private static String host(Settings settings) {
        String host = settings.get(MysqlPool.HOST);
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static void credentials(Settings settings, HikariConfig config) throws BadSettingException {
        String user = settings.get(MysqlPool.USER);
        String password = settings.get(MysqlPool.PASSWORD);
        Optional<String> file = settings.get(MysqlPool.PASSWORD_FILE);
        if (file.isPresent() && !password.isEmpty()) {
            throw new BadSettingException("MYSQL_PASSWORD_FILE=" + file.get() + " and MYSQL_PASSWORD are both set;"
                    + " expected only one of them");
        }
        config.setUsername(user);
        config.setPassword(password);
        file.ifPresent(path -> config.setCredentialsProvider(new PasswordFile(user, Path.of(path))));
    }
}

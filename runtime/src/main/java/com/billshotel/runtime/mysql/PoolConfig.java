package com.billshotel.runtime.mysql;

import com.billshotel.runtime.limits.TimeLimits;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import com.google.common.net.HostAndPort;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.DriverDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;

/** Configures the pool and the driver. */
final class PoolConfig {
    /**
     * One SET per connection, nothing per statement. The time zone is that of the columns {@code changed_at}, which MySQL sets itself.
     * lock_wait_timeout covers metadata locks, such as those of an ALTER TABLE, for which MySQL waits a year by default. The
     * statement limit has two names: MySQL executes the first versioned comment, whose limit covers only SELECTs, including FOR
     * UPDATE; MariaDB executes the second, whose limit covers all statements.
     */
    private static final String SESSION = "SET SESSION innodb_lock_wait_timeout = " + TimeLimits.LOCK_WAIT.toSeconds()
            + ", SESSION lock_wait_timeout = " + TimeLimits.LOCK_WAIT.toSeconds()
            + ", SESSION time_zone = '+00:00'"
            + "/*!50708 , SESSION max_execution_time = " + TimeLimits.STATEMENT.toMillis() + " */"
            + "/*M!100101 , SESSION max_statement_time = " + TimeLimits.STATEMENT.toSeconds() + " */";

    private static final Map<String, String> DRIVER = Map.of(
            // Rewrites a batch into one multi-row INSERT; otherwise each row costs a round trip.
            "rewriteBatchedStatements", "true",
            "connectTimeout", Long.toString(TimeLimits.CONNECT.toMillis()),
            "socketTimeout", Long.toString(TimeLimits.SOCKET.toMillis()),
            // Saves round trips that only read or repeat session settings.
            "useLocalSessionState", "true",
            "cacheServerConfiguration", "true",
            // Otherwise the driver encrypts the password with the key of any server that asks for it without TLS.
            "allowPublicKeyRetrieval", "false",
            // Any server may ask for its answer, which is easily reversed.
            "disabledAuthenticationPlugins", "mysql_old_password",
            "connectionTimeZone", "UTC",
            "characterEncoding", "UTF-8");

    /** While an ALTER TABLE waits for transactions to end, all later ones wait for it. */
    private static final Duration TABLE_LOCK_WAIT = Duration.ofSeconds(5);

    private PoolConfig() {}

    static HikariConfig of(Settings settings, MysqlTls tls, int size) throws BadSettingException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("mysql");
        config.setDataSource(new ReconnectingDataSource(server(settings, tls)));
        config.setUsername(settings.get(MysqlPool.USER));
        config.setPassword(settings.get(MysqlPool.PASSWORD));
        passwordFile(settings).ifPresent(config::setCredentialsProvider);
        config.setConnectionInitSql(SESSION);
        config.setMaximumPoolSize(size);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Negative: do not connect now, so that the start does not fail while MySQL is down.
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(TimeLimits.POOL_WAIT.toMillis());
        config.setValidationTimeout(TimeLimits.CONNECT.toMillis());
        config.setExceptionOverride(new EvictReadOnly());
        return config;
    }

    private static DataSource server(Settings settings, MysqlTls tls) {
        Properties properties = properties(tls);
        return primary(settings, tls, url -> new DriverDataSource(url, null, properties, null, null));
    }

    /** The only server, or the one of several that accepts writes. */
    private static DataSource primary(Settings settings, MysqlTls tls, Function<String, DataSource> source) {
        Map<HostAndPort, DataSource> servers = new LinkedHashMap<>();
        tls.servers().forEach(server -> servers.put(server, source.apply(url(server, settings))));
        return servers.size() == 1 ? servers.values().iterator().next() : new PrimaryDataSource(servers);
    }

    /** See {@link MysqlAdministration}. */
    static DataSource administration(Settings settings, MysqlTls tls) throws BadSettingException {
        Credentials credentials = passwordFile(settings)
                .map(PasswordFile::getCredentials)
                .orElseGet(() -> new Credentials(settings.get(MysqlPool.USER), settings.get(MysqlPool.PASSWORD)));
        Properties properties = properties(tls);
        properties.remove("socketTimeout");
        properties.put("sessionVariables", "lock_wait_timeout=" + TABLE_LOCK_WAIT.toSeconds() + ",time_zone='+00:00'");
        return primary(
                settings,
                tls,
                url -> new DriverDataSource(
                        url, null, properties, credentials.getUsername(), credentials.getPassword()));
    }

    private static Properties properties(MysqlTls tls) {
        Properties properties = new Properties();
        properties.putAll(DRIVER);
        properties.putAll(tls.driverProperties());
        return properties;
    }

    /** An IPv6 address gets brackets. */
    static String url(HostAndPort server, Settings settings) {
        return "jdbc:mysql://" + server + "/" + settings.get(MysqlPool.DATABASE);
    }

    private static Optional<PasswordFile> passwordFile(Settings settings) throws BadSettingException {
        Optional<String> file = settings.get(MysqlPool.PASSWORD_FILE);
        if (file.isPresent() && !settings.get(MysqlPool.PASSWORD).isEmpty()) {
            throw new BadSettingException("MYSQL_PASSWORD_FILE=" + file.get() + " and MYSQL_PASSWORD are both set;"
                    + " expected only one of them");
        }
        return file.map(path -> new PasswordFile(settings.get(MysqlPool.USER), Path.of(path)));
    }
}

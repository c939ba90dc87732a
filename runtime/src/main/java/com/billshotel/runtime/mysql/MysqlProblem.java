package com.billshotel.runtime.mysql;

import com.billshotel.runtime.settings.Settings;
import com.google.common.base.Throwables;
import com.google.common.collect.Iterables;
import com.google.common.net.HostAndPort;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes in one line what is wrong with MySQL and how to fix it. */
final class MysqlProblem {
    private final Settings settings;
    private final MysqlTls tls;
    private final String server;
    private final String user;
    private final String database;
    private final Optional<Path> passwordFile;
    private final TlsProblem tlsProblem;

    MysqlProblem(Settings settings, MysqlTls tls) {
        this.settings = settings;
        this.tls = tls;
        this.server = tls.server();
        this.user = settings.get(MysqlPool.USER);
        this.database = settings.get(MysqlPool.DATABASE);
        this.passwordFile = settings.get(MysqlPool.PASSWORD_FILE).map(Path::of);
        this.tlsProblem = new TlsProblem(tls);
    }

    /** Checks the files first: if one cannot be read, every other error is a consequence. */
    String describe(SQLException exception) {
        return passwordFile
                .flatMap(PasswordFile::problem)
                .or(() -> noPrimary(exception))
                .or(() -> tlsProblem.describe(exception))
                .orElseGet(() -> describeAnswer(exception));
    }

    /** @param found what {@link SchemaVersion#problem} says */
    String ofVersion(String found) {
        return text("database '%s' at %s has %s", database, server, found);
    }

    /** @param difference of tables that have the right version */
    String ofShape(String difference) {
        return text(
                "the tables of '%s' at %s are not those of sql/init.sql: %s; they were altered, or another dump was restored:"
                        + " see docs/upgrading.md",
                database, server, difference);
    }

    private Optional<String> noPrimary(SQLException exception) {
        return find(NoPrimaryException.class, exception).map(failure -> failure.reasons().entrySet().stream()
                .map(reason -> of(reason.getKey()).describe(reason.getValue()))
                .collect(Collectors.joining(", ", "no server accepts writes: ", "")));
    }

    private MysqlProblem of(HostAndPort one) {
        return new MysqlProblem(settings, tls.of(one));
    }

    private static <T> Optional<T> find(Class<T> kind, SQLException exception) {
        return Optional.ofNullable(
                Iterables.getFirst(Iterables.filter(Throwables.getCausalChain(exception), kind), null));
    }

    private String describeAnswer(SQLException exception) {
        SQLException fault = MysqlFault.rootFault(exception);
        Optional<NotPrimaryException> role = find(NotPrimaryException.class, exception);
        if (role.isPresent()) {
            return server + " " + role.get().getMessage();
        }
        return MysqlFault.isWithoutAnswer(exception)
                ? text("%s does not answer: start it, or check MYSQL_HOST and MYSQL_PORT", server)
                : describeAnswer(fault.getErrorCode(), fault.getSQLState());
    }

    private String describeAnswer(int errorCode, String state) {
        return switch (errorCode) {
            case 1045 -> text("%s refuses user '%s': check MYSQL_USER and %s", server, user, passwordSetting());
            case 1044, 1142, 1143 ->
                text("%s denies user '%s' access to database '%s': grant it", server, user, database);
            case 1049 -> text("%s has no database '%s': create it, or check MYSQL_DATABASE", server, database);
            case 1054 -> ofShape("columns are missing");
            case 1146 -> ofShape("tables are missing");
            case 1205 ->
                text(
                        "the tables of '%s' at %s are locked, probably by an ALTER TABLE: wait for it or end it",
                        database, server);
            case 1021, 1114 -> text("%s has no disk space left: free some", server);
            case 1040 -> text("%s has too many connections: raise max_connections, or close some", server);
            case 1203, 1226 ->
                text("user '%s' has too many connections to %s: raise its limit, or close some", user, server);
            case 1129, 1130 -> text("%s refuses connections from this host: allow it there", server);
            case 1053 -> text("%s is shutting down: start it again", server);
            case 1969, 3024 ->
                text("%s takes too long to answer: find out what keeps it busy, or who locks its tables", server);
            default -> text("%s answers with error %d (SQLSTATE %s): see its error log", server, errorCode, state);
        };
    }

    private String passwordSetting() {
        return passwordFile.isPresent() ? MysqlPool.PASSWORD_FILE.name() : MysqlPool.PASSWORD.name();
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

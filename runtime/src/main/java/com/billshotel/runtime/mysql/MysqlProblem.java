package com.billshotel.runtime.mysql;

import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Says in one line what is wrong with MySQL and what to do about it. */
final class MysqlProblem {
    private final String server;
    private final String user;
    private final String database;

    MysqlProblem(Settings settings) {
        this.server = settings.get(MysqlPool.HOST) + ":" + settings.get(MysqlPool.PORT);
        this.user = settings.get(MysqlPool.USER);
        this.database = settings.get(MysqlPool.DATABASE);
    }

    String describe(SQLException exception) {
        SQLException fault = MysqlFault.rootFault(exception);
        return switch (fault.getErrorCode()) {
            case 1045 -> text("%s refuses user '%s': check MYSQL_USER and MYSQL_PASSWORD", server, user);
            case 1044, 1142 -> text("%s does not let user '%s' use database '%s': grant it", server, user, database);
            case 1049 -> text("%s has no database '%s': create it, or check MYSQL_DATABASE", server, database);
            case 1146 -> text("database '%s' at %s lacks tables: apply sql/init.sql", database, server);
            default ->
                passwordFileProblem(exception)
                        .orElse(text("%s does not answer: start it, or check MYSQL_HOST and MYSQL_PORT", server));
        };
    }

    private static Optional<String> passwordFileProblem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PasswordFile.Unreadable unreadable) {
                return Optional.of(unreadable.getMessage());
            }
        }
        return Optional.empty();
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

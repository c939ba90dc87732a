package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** The embedded server cannot start on this machine as it is. The message says why, and what to change. */
public final class MysqlStartException extends IllegalStateException {
    MysqlStartException(String message) {
        super(message);
    }

    MysqlStartException(String message, Throwable cause) {
        super(message, cause);
    }

    static MysqlStartException unwritable(Path folder, IOException failure, String remedy) {
        return new MysqlStartException(
                "Cannot write MariaDB's files to " + folder + " (" + reason(failure) + "): " + remedy, failure);
    }

    /** @param output what the program printed, of which the first line that names an error is shown */
    static MysqlStartException doesNotRun(String program, String output, Throwable cause) {
        String essence = output.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                .findFirst()
                .or(() -> output.lines().findFirst())
                .orElse("no output");
        return new MysqlStartException(program + " does not run on this machine: " + essence, cause);
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : failure.toString();
    }
}

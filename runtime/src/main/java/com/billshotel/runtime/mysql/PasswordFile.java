package com.billshotel.runtime.mysql;

import com.billshotel.runtime.settings.SecretFile;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the password again for each new connection, so that a new or rotated Secret needs no restart. */
final class PasswordFile implements HikariCredentialsProvider {
    private final String user;
    private final Path file;

    PasswordFile(String user, Path file) {
        this.user = user;
        this.file = file;
    }

    /**
     * Returns an empty password while the file cannot be read; MySQL then refuses the connection. The pool calls this
     * first when it is created, and an exception there would abort the start instead of waiting for the file.
     */
    @Override
    public Credentials getCredentials() {
        try {
            return new Credentials(user, read(file));
        } catch (IOException unreadable) {
            return new Credentials(user, "");
        }
    }

    /** One line that says why the file cannot be read; empty if it can. */
    static Optional<String> problem(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(SecretFile.unreadable("MYSQL_PASSWORD_FILE=" + file, file));
        }
    }

    /** Strips the trailing newline that editors and {@code echo} add. */
    private static String read(Path file) throws IOException {
        return Files.readString(file).stripTrailing();
    }
}

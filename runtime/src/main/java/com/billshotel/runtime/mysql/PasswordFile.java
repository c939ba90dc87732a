package com.billshotel.runtime.mysql;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the password for each new connection, so that a rotated or late Secret is picked up without a restart. */
final class PasswordFile implements HikariCredentialsProvider {
    private final String user;
    private final Path file;

    PasswordFile(String user, Path file) {
        this.user = user;
        this.file = file;
    }

    @Override
    public Credentials getCredentials() {
        try {
            // Editors and `echo` end a file with a line break that is not meant as part of the password.
            return new Credentials(user, Files.readString(file).stripTrailing());
        } catch (IOException unreadable) {
            throw new Unreadable(file, unreadable);
        }
    }

    static final class Unreadable extends RuntimeException {
        Unreadable(Path file, IOException cause) {
            super("MYSQL_PASSWORD_FILE=" + file + " cannot be read: mount the file, or mend its permissions", cause);
        }
    }
}

package com.billshotel.runtime.mysql;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the password for each new connection, so that a rotated or late Secret is picked up without a restart. */
final class PasswordFile implements HikariCredentialsProvider {
    private final String user;
    private final Path file;

    PasswordFile(String user, Path file) {
        this.user = user;
        this.file = file;
    }

    /**
     * Without a password while the file cannot be read, which MySQL then refuses: the pool asks for the first time when
     * it is made, and an exception would end the start instead of waiting for the file.
     */
    @Override
    public Credentials getCredentials() {
        try {
            return new Credentials(user, read(file));
        } catch (IOException unreadable) {
            return new Credentials(user, "");
        }
    }

    /** What keeps the file from being read, in one line. */
    static Optional<String> problem(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(
                    "MYSQL_PASSWORD_FILE=" + file + " cannot be read: mount the file, or mend its permissions");
        }
    }

    /** Editors and {@code echo} end a file with a line break that is not meant as part of the password. */
    private static String read(Path file) throws IOException {
        return Files.readString(file).stripTrailing();
    }
}

package com.billshotel.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @Test
    void unreadable_keyOfASecret_namesTheSecret() {
        String file = "/run/secrets/hotel-mysql/hotel_server_password";

        assertThat(SecretFile.unreadable("MYSQL_PASSWORD_FILE=" + file, Path.of(file)))
                .isEqualTo("Secret hotel-mysql, key hotel_server_password: MYSQL_PASSWORD_FILE=" + file
                        + " cannot be read: create it");
    }

    /** The second is a secret of Docker. */
    @ParameterizedTest
    @ValueSource(strings = {"/etc/password", "/run/secrets/password", "/run/secrets/a/b/c"})
    void unreadable_otherFile_namesTheFile(String file) {
        assertThat(SecretFile.unreadable("MYSQL_PASSWORD_FILE=" + file, Path.of(file)))
                .isEqualTo("MYSQL_PASSWORD_FILE=" + file + " cannot be read: mount the file, or fix its permissions");
    }
}

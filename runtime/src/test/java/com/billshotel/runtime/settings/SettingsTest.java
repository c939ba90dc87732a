package com.billshotel.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.runtime.mysql.MysqlPool;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Setting<String> PROJECT =
            Setting.requiredText("PROJECT", Pattern.compile("[a-z]+"), "lower-case letters", "the project");

    @Test
    void value_unset_isTheDefault() throws Exception {
        Settings settings = Settings.read(Map.of(), MysqlPool.SETTINGS);

        assertThat(settings.get(MysqlPool.HOST)).isEqualTo("localhost");
        assertThat(settings.get(MysqlPool.PORT)).isEqualTo(3306);
        assertThat(settings.get(MysqlPool.PASSWORD_FILE)).isEmpty();
    }

    /** A manifest may name a setting and leave it blank. */
    @Test
    void value_empty_isTheDefault() throws Exception {
        assertThat(Settings.read(Map.of("MYSQL_PORT", ""), MysqlPool.SETTINGS).get(MysqlPool.PORT))
                .isEqualTo(3306);
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL_PORT,     zero,       a port from 1 to 65535",
        "MYSQL_PORT,     0,          a port from 1 to 65535",
        "MYSQL_PORT,     65536,      a port from 1 to 65535",
        "MYSQL_HOST,     my host,    a host name or an IP address",
        "MYSQL_DATABASE, hotel;drop, '1 to 64 letters, digits, $, _ or -'",
        "MYSQL_PASSWORD_FILE, key,   an absolute path",
    })
    void value_bad_isRefusedWithNameValueAndExpectation(String name, String value, String expected) {
        assertThatThrownBy(() -> Settings.read(Map.of(name, value), MysqlPool.SETTINGS))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(name + "=" + value + "; expected " + expected);
    }

    @Test
    void value_requiredAndUnset_isRefused() {
        assertThatThrownBy(() -> Settings.read(Map.of(), List.of(PROJECT)))
                .hasMessage("PROJECT is not set; expected lower-case letters");
    }

    @Test
    void values_severalBad_areEachNamedOnALineOfTheirOwn() {
        assertThatThrownBy(() ->
                        Settings.read(Map.of("PROJECT", "A", "MYSQL_PORT", "x"), List.of(PROJECT, MysqlPool.PORT)))
                .hasMessage("PROJECT=A; expected lower-case letters\nMYSQL_PORT=x; expected a port from 1 to 65535");
    }

    @Test
    void password_neverShows() throws Exception {
        Settings settings = Settings.read(Map.of("MYSQL_PASSWORD", "hunter2"), MysqlPool.SETTINGS);

        assertThat(settings.get(MysqlPool.PASSWORD)).isEqualTo("hunter2");
        assertThat(settings)
                .hasToString("MYSQL_HOST=localhost MYSQL_PORT=3306 MYSQL_DATABASE=hotel_db MYSQL_USER=root"
                        + " MYSQL_PASSWORD=*** MYSQL_PASSWORD_FILE=");
    }

    @Test
    void setting_notListed_cannotBeAskedFor() throws Exception {
        Settings settings = Settings.read(Map.of(), MysqlPool.SETTINGS);

        assertThatThrownBy(() -> settings.get(PROJECT)).hasMessageContaining("PROJECT");
    }
}

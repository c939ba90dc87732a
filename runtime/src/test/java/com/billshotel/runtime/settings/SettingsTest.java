package com.billshotel.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Setting<String> PROJECT =
            Setting.requiredText("PROJECT", Pattern.compile("[a-z]+"), "lower-case letters", "the project");
    private static final Setting<HostList> HOST = Setting.hosts("HOST", "localhost", "the hosts");
    private static final Setting<Integer> PORT = Setting.port("PORT", 3306, "the port");
    private static final Setting<String> PASSWORD = Setting.secret("PASSWORD", "the password");
    private static final Setting<Optional<String>> PASSWORD_FILE =
            Setting.optionalFile("PASSWORD_FILE", "the password's file");
    private static final List<Setting<?>> OPTIONAL = List.of(HOST, PORT, PASSWORD, PASSWORD_FILE);
    private static final Setting<Optional<String>> ADDRESS = Setting.optionalAddress("ADDRESS", "the address");

    @Test
    void value_unset_isTheDefault() throws Exception {
        Settings settings = Settings.read(Map.of(), OPTIONAL);

        assertThat(settings.get(HOST)).hasToString("localhost");
        assertThat(settings.get(PORT)).isEqualTo(3306);
        assertThat(settings.get(PASSWORD_FILE)).isEmpty();
    }

    /** A manifest may name a setting and leave it blank. */
    @Test
    void value_empty_isTheDefault() throws Exception {
        assertThat(Settings.read(Map.of("PORT", ""), OPTIONAL).get(PORT)).isEqualTo(3306);
    }

    @ParameterizedTest
    @CsvSource({
        "PORT,     zero,       a port from 1 to 65535",
        "PORT,     0,          a port from 1 to 65535",
        "PORT,     65536,      a port from 1 to 65535",
        "PASSWORD_FILE, key,   an absolute path",
    })
    void value_invalid_isRefusedWithNameValueAndExpectation(String name, String value, String expected) {
        assertThatThrownBy(() -> Settings.read(Map.of(name, value), OPTIONAL))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(name + "=" + value + "; expected " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "fd00::7"})
    void address_valid_isAsGiven(String address) throws Exception {
        assertThat(Settings.read(Map.of("ADDRESS", address), List.of(ADDRESS)).get(ADDRESS))
                .contains(address);
    }

    /** A name could resolve to something else than was meant. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.1", "10.0.0.256", "[::1]"})
    void address_invalid_isRefused(String address) {
        assertThatThrownBy(() -> Settings.read(Map.of("ADDRESS", address), List.of(ADDRESS)))
                .hasMessage("ADDRESS=" + address + "; expected an IP address");
    }

    @Test
    void value_requiredAndUnset_isRefused() {
        assertThatThrownBy(() -> Settings.read(Map.of(), List.of(PROJECT)))
                .hasMessage("PROJECT is not set; expected lower-case letters");
    }

    @Test
    void values_severalInvalid_areEachNamedOnALine() {
        assertThatThrownBy(() -> Settings.read(Map.of("PROJECT", "A", "PORT", "x"), List.of(PROJECT, PORT)))
                .hasMessage("PROJECT=A; expected lower-case letters\nPORT=x; expected a port from 1 to 65535");
    }

    @Test
    void secret_isMasked() throws Exception {
        Settings settings = Settings.read(Map.of("PASSWORD", "hunter2"), OPTIONAL);

        assertThat(settings.get(PASSWORD)).isEqualTo("hunter2");
        assertThat(settings).hasToString("HOST=localhost PORT=3306 PASSWORD=*** PASSWORD_FILE=");
    }

    @Test
    void setting_notListed_cannotBeRead() throws Exception {
        Settings settings = Settings.read(Map.of(), OPTIONAL);

        assertThatThrownBy(() -> settings.get(PROJECT)).hasMessageContaining("PROJECT");
    }
}

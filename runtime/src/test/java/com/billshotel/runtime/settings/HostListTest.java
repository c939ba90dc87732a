package com.billshotel.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {
    private static final Setting<HostList> HOST = Setting.hosts("MYSQL_HOST", "localhost", "the hosts");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db | db:3306",
                "10.0.0.1 | 10.0.0.1:3306",
                "db:3307 | db:3307",
                "::1 | [::1]:3306",
                "[::1] | [::1]:3306",
                "[::1]:3307 | [::1]:3307",
                "a,b:3307,10.0.0.3 | a:3306 b:3307 10.0.0.3:3306",
                "[fd00::1]:1,[fd00::2] | [fd00::1]:1 [fd00::2]:3306",
            })
    void host_withoutPort_getsTheDefault(String text, String expected) throws Exception {
        assertThat(read(text).withDefaultPort(3306))
                .extracting(Object::toString)
                .containsExactly(expected.split(" "));
    }

    @Test
    void list_isShownAsGiven() throws Exception {
        assertThat(Settings.read(Map.of("MYSQL_HOST", "a,b:3307"), List.of(HOST)))
                .hasToString("MYSQL_HOST=a,b:3307");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my host",
                ",",
                "a,",
                ",a",
                "a,,b",
                "a, b",
                "a;b",
                "a:",
                "a:0",
                "a:65536",
                "a:x",
                "a:1:2,[b",
                ":3306",
                "a/b",
                "a@b",
                "a,b?x=1"
            })
    void text_thatIsNoHost_isRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("MYSQL_HOST=" + text + "; expected a host name or an IP address, or several separated by"
                        + " commas, each with or without a port (name:3306)");
    }

    private static HostList read(String text) throws BadSettingException {
        return Settings.read(Map.of("MYSQL_HOST", text), List.of(HOST)).get(HOST);
    }
}

package com.billshotel.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReserveClientSettingsTest {
    @Test
    void settings_defaults_requireOnlyTheProject() throws Exception {
        Settings settings = read(Map.of());

        assertThat(settings.get(PubSub.SUBSCRIPTION)).isEqualTo("reserve-sub-dev");
        assertThat(settings.get(PubSub.DEAD_LETTER_TOPIC)).isEmpty();
        assertThat(settings.get(PubSub.RESULT_TOPIC)).isEmpty();
        assertThat(settings.get(ReserveClient.GRPC_PORT)).isEqualTo(50_052);
    }

    @Test
    void project_missing_isRejected() {
        assertThatThrownBy(() -> Settings.read(Map.of(), ReserveClient.SETTINGS))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("GOOGLE_CLOUD_PROJECT is not set; expected a Google Cloud project id");
    }

    @ParameterizedTest
    @CsvSource({
        "RESERVE_SUBSCRIPTION, reserve-sub-dev",
        "RESERVE_SUBSCRIPTION, projects/other/subscriptions/s-1",
        "RESULT_TOPIC,         results",
        "DEAD_LETTER_TOPIC,    projects/domain.com:other/topics/dead",
        "PUBSUB_EMULATOR_HOST, 'localhost:8085'",
        "PUBSUB_EMULATOR_HOST, '[::1]:8085'",
        "HOTEL_SERVER_TARGET,  'dns:///hotel-server-service:50051'",
    })
    void value_valid_isAccepted(String name, String value) throws Exception {
        assertThat(read(Map.of(name, value)).toString()).contains(name + "=" + value);
    }

    @ParameterizedTest
    @CsvSource({
        "RESERVE_SUBSCRIPTION, projects/p/topics/t, 'a subscription id, or projects/PROJECT/subscriptions/ID'",
        "RESULT_TOPIC,         no topic,            'a topic id, or projects/PROJECT/topics/ID'",
        "DEAD_LETTER_TOPIC,    projects//topics/t,  'a topic id, or projects/PROJECT/topics/ID'",
        "PUBSUB_EMULATOR_HOST, http://localhost,    'host:port'",
        "GRPC_PORT,            65536,               'a port from 0 to 65535'",
    })
    void value_invalid_isRejected(String name, String value, String expected) {
        assertThatThrownBy(() -> read(Map.of(name, value))).hasMessage(name + "=" + value + "; expected " + expected);
    }

    private static Settings read(Map<String, String> more) throws BadSettingException {
        Map<String, String> environment = new HashMap<>(Map.of("GOOGLE_CLOUD_PROJECT", "p"));
        environment.putAll(more);
        return Settings.read(environment, ReserveClient.SETTINGS);
    }
}

package com.billshotel.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLaunchTest {
    @Test
    void settingsOfTheUsersShell_areRemoved() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", "/usr/bin",
                "JAVA_TOOL_OPTIONS", "-Xlog:disable",
                "MYSQL_PASSWORD_FILE", "/secret",
                "HOTEL_SERVER_TARGET", "elsewhere:1",
                "PUBSUB_EMULATOR_HOST", "elsewhere:2",
                "DEAD_LETTER_TOPIC", "letters",
                "TLS_CERT_FILE", "/tls.crt",
                "HOLDS_CALLER", "someone",
                "GOOGLE_APPLICATION_CREDENTIALS", "/key.json",
                "OTEL_TRACES_EXPORTER", "otlp"));

        ServiceLaunch.removeSettings(environment);

        assertThat(environment).containsOnlyKeys("PATH", "JAVA_TOOL_OPTIONS");
    }
}

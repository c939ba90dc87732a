package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code gcloud} commands like those in the documentation, if it is installed. */
class GcloudIT extends BrokerTest {
    @TempDir
    private Path config;

    @Test
    void gcloud_runsTheScenario() throws Exception {
        assumeThat(isInstalled())
                .as("gcloud is not on the PATH, so the broker is NOT checked against it")
                .isTrue();
        gcloud("topics create reserve");
        gcloud("subscriptions create reserve-sub-dev --topic reserve --ack-deadline 20");
        assertThat(gcloud("topics list --format value(name)")).isEqualTo("projects/bills-hotel/topics/reserve");
        assertThat(gcloud("subscriptions list --format value(ackDeadlineSeconds)"))
                .isEqualTo("20");
        assertThat(gcloud("subscriptions describe reserve-sub-dev --format value(topic)"))
                .endsWith("/topics/reserve");

        gcloud("topics publish reserve --message {\"id\":0} --attribute origin=test");
        assertThat(gcloud("subscriptions pull reserve-sub-dev --auto-ack "
                        + "--format value(message.data.decode(base64),message.attributes.origin)"))
                .isEqualTo("{\"id\":0}\ttest");
        assertThat(broker.backlog("projects/bills-hotel/subscriptions/reserve-sub-dev")
                        .total())
                .isZero();

        gcloud("subscriptions delete reserve-sub-dev");
        gcloud("topics delete reserve");
        assertThat(gcloud("topics list --format value(name)")).isEmpty();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcloud")));
    }

    private String gcloud(String arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(("gcloud pubsub " + arguments).split(" "));
        command.environment()
                .putAll(Map.of(
                        "CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB",
                        "http://" + broker.endpoint() + "/",
                        "CLOUDSDK_AUTH_DISABLE_CREDENTIALS",
                        "true",
                        "CLOUDSDK_CORE_PROJECT",
                        "bills-hotel",
                        "CLOUDSDK_CONFIG",
                        config.toString()));
        Path errors = config.resolve("errors.txt");
        Process process = command.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", arguments, Files.readString(errors))
                .isZero();
        return output.strip();
    }
}

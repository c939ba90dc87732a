package com.billshotel.local.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import com.billshotel.server.HotelServer;
import io.grpc.util.CertificateUtils;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of {@code bin/certificates} suit the services and the manifests. */
class CertificatesIT {
    private static final Logger log = LoggerFactory.getLogger(CertificatesIT.class);

    @TempDir
    private Path folder;

    private String output;

    @BeforeEach
    void runScript() throws Exception {
        output = run(Manifests.ROOT.resolve("bin/certificates").toString(), folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hotel-mysql", "hotel-server", "reserve-client", "admin"})
    void files_areAcceptedByTheServices(String who) throws Exception {
        Settings settings = Settings.read(CertificateAuthority.settings(folder.resolve(who)), Tls.SETTINGS);

        assertThat(Tls.of(settings).problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"hotel-mysql, hotel-db", "hotel-server, hotel-server", "reserve-client, hotel-reserve-client"})
    void names_includeTheKubernetesServices(String who, String app) throws Exception {
        List<String> services = Manifests.base().all(V1Service.class).stream()
                .filter(service -> app.equals(service.getSpec().getSelector().get("app")))
                .map(service -> service.getMetadata().getName())
                .toList();

        assertThat(services).isNotEmpty();
        assertThat(names(who))
                .containsAll(services)
                .containsAll(
                        services.stream().map(name -> name + ".bills-hotel.svc").toList())
                .contains(who, "localhost");
    }

    @Test
    void holdsCaller_isTheWorkerOnly() throws Exception {
        String caller = HotelServer.SETTINGS.stream()
                .filter(setting -> setting.name().equals("HOLDS_CALLER"))
                .map(Setting::shownDefault)
                .findFirst()
                .orElseThrow();

        assertThat(names("reserve-client")).contains(caller);
        assertThat(names("hotel-server")).doesNotContain(caller);
        assertThat(names("admin")).doesNotContain(caller);
        assertThat(names("hotel-mysql")).doesNotContain(caller);
    }

    @Test
    void output_hasCommandsThatCreateTheSecrets() {
        for (String service : List.of("hotel-mysql", "hotel-server", "reserve-client")) {
            assertThat(output)
                    .contains("kubectl create secret generic " + service + "-tls --namespace=bills-hotel --from-file="
                            + folder.resolve(service) + " ");
        }
    }

    @Test
    void secondRun_renewsCertificatesAndKeepsTheCa() throws Exception {
        byte[] ca = Files.readAllBytes(folder.resolve("ca.crt"));
        byte[] certificate = Files.readAllBytes(folder.resolve("hotel-server/tls.crt"));

        runScript();

        assertThat(folder.resolve("ca.crt")).hasBinaryContent(ca);
        assertThat(Files.readAllBytes(folder.resolve("hotel-server/tls.crt"))).isNotEqualTo(certificate);
    }

    private List<String> names(String who) throws Exception {
        try (InputStream file = Files.newInputStream(folder.resolve(who).resolve("tls.crt"))) {
            return CertificateUtils.getX509Certificates(file)[0].getSubjectAlternativeNames().stream()
                    .map(name -> (String) name.get(1))
                    .toList();
        }
    }

    /** Skips the test with a warning if bash or openssl is missing. */
    private static String run(String... command) throws IOException, InterruptedException {
        for (String tool : List.of("bash", "openssl")) {
            if (Stream.of(System.getenv("PATH").split(":"))
                    .noneMatch(place -> Files.isExecutable(Path.of(place, tool)))) {
                log.warn("SKIPPED: {} is not on the PATH", tool);
                Assumptions.abort(tool + " is not on the PATH");
            }
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output;
    }
}

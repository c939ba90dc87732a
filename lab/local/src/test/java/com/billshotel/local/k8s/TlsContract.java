package com.billshotel.local.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.tls.Tls;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Service;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Additionally holds for manifests with the component tls. */
abstract class TlsContract extends ManifestContract {
    @ParameterizedTest
    @CsvSource({"hotel-server, hotel-server-tls", "hotel-reserve-client, reserve-client-tls"})
    void tlsFiles_areThoseOfTheSecret(String service, String secret) throws Exception {
        Map<String, String> environment = environment(service);

        assertThat(Stream.of(Tls.CERT_FILE, Tls.KEY_FILE, Tls.CA_FILE)
                        .map(setting -> Path.of(environment.get(setting.name()))))
                .allMatch(file -> file.getParent().equals(Path.of("/run/secrets", secret)))
                .map(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(TLS_KEYS);
        assertThat(manifests().podTemplate(service).template().getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("tls"))
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly(secret);
    }

    /** It is plaintext, so only the kubelet's probes should reach it. */
    @ParameterizedTest
    @ValueSource(strings = {"hotel-server", "hotel-reserve-client"})
    void healthPort_isNotExposed(String service) throws Exception {
        String port = environment(service).get(GrpcPorts.HEALTH_PORT.name());

        assertThat(manifests().all(V1Service.class).toString()).doesNotContain(port);
        assertThat(manifests().all(V1NetworkPolicy.class).toString()).doesNotContain(port);
    }
}

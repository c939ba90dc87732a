package com.billshotel.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint with mutual TLS, and callers with all kinds of credentials. */
class TlsEndpointTest {
    @TempDir
    private Path folder;

    private final CertificateAuthority authority = new CertificateAuthority();
    private Path serverFiles;
    private Path clientFiles;
    private Tls server;
    private GrpcEndpoint endpoint;
    private int healthPort;

    @BeforeEach
    void start() throws Exception {
        serverFiles = Files.createDirectory(folder.resolve("server"));
        clientFiles = Files.createDirectory(folder.resolve("client"));
        authority.issue(serverFiles, "localhost");
        authority.issue(clientFiles, "client");
        server = tls(CertificateAuthority.settings(serverFiles));
        healthPort = freePort();
        endpoint = GrpcEndpoint.start(new GrpcPorts(0, server.ofServer(), healthPort), List.of(), builder -> {});
        endpoint.setServing(true);
        assertThat(server.problem()).isEmpty();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void caller_ofTheSameCa_isAccepted() throws Exception {
        assertThat(health(client())).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void caller_withoutCertificate_isRefused() throws Exception {
        ChannelCredentials withoutCertificate = TlsChannelCredentials.newBuilder()
                .trustManager(serverFiles.resolve("ca.crt").toFile())
                .build();

        assertRefused(withoutCertificate);
    }

    @Test
    void caller_ofAnotherCa_isRefused() throws Exception {
        new CertificateAuthority().issue(clientFiles, "client");
        ChannelCredentials foreign = TlsChannelCredentials.newBuilder()
                .keyManager(
                        clientFiles.resolve("tls.crt").toFile(),
                        clientFiles.resolve("tls.key").toFile())
                .trustManager(serverFiles.resolve("ca.crt").toFile())
                .build();

        assertRefused(foreign);
    }

    @Test
    void caller_inPlaintext_isRefused() {
        assertRefused(InsecureChannelCredentials.create());
    }

    /** Mutual: the client verifies the server, too. */
    @Test
    void server_ofAnotherCaOrName_isRefused() throws Exception {
        new CertificateAuthority().issue(clientFiles, "client");
        assertRefused(client());

        authority.issue(clientFiles, "client");
        authority.issue(serverFiles, "another-host");
        assertThat(server.problem()).isEmpty();
        assertRefused(client());
    }

    @Test
    void certificates_replaced_areUsedByTheNextConnection() throws Exception {
        ChannelCredentials old = client();
        assertThat(health(old)).isEqualTo(ServingStatus.SERVING);

        CertificateAuthority renewed = new CertificateAuthority();
        renewed.issue(serverFiles, "localhost");
        renewed.issue(clientFiles, "client");
        assertThat(server.problem()).isEmpty();

        assertThat(health(client())).isEqualTo(ServingStatus.SERVING);
        assertRefused(old);
    }

    @Test
    void certificate_malformedOnRenewal_leavesTheOldOneInUse() throws Exception {
        Files.writeString(serverFiles.resolve("tls.crt"), "malformed");
        assertThat(server.problem()).isEmpty();

        assertThat(health(client())).isEqualTo(ServingStatus.SERVING);
    }

    /** The endpoint starts before its files exist. */
    @Test
    void certificates_createdAfterTheStart_areUsedOnceTheyExist() throws Exception {
        Path late = Files.createDirectory(folder.resolve("late"));
        Tls waiting = tls(CertificateAuthority.settings(late));
        assertThat(waiting.problem()).isPresent();
        try (GrpcEndpoint early =
                GrpcEndpoint.start(new GrpcPorts(0, waiting.ofServer(), 0), List.of(), builder -> {})) {
            assertThat(failure(early.port(), client())).isNotEqualTo(Status.Code.OK);

            authority.issue(late, "localhost");
            assertThat(waiting.problem()).isEmpty();

            assertThat(health(early.port(), client())).isEqualTo(ServingStatus.NOT_SERVING);
        }
    }

    @Test
    void tls_withoutCa_requiresNoClientCertificate() throws Exception {
        Tls oneSided = tls(Map.of(
                "TLS_CERT_FILE", serverFiles.resolve("tls.crt").toString(),
                "TLS_KEY_FILE", serverFiles.resolve("tls.key").toString()));
        assertThat(oneSided.problem()).isEmpty();
        ChannelCredentials withoutCertificate = TlsChannelCredentials.newBuilder()
                .trustManager(serverFiles.resolve("ca.crt").toFile())
                .build();
        try (GrpcEndpoint open =
                GrpcEndpoint.start(new GrpcPorts(0, oneSided.ofServer(), 0), List.of(), builder -> {})) {
            assertThat(health(open.port(), withoutCertificate)).isEqualTo(ServingStatus.NOT_SERVING);
        }
    }

    @Test
    void healthPort_servesHealthInPlaintext() {
        assertThat(health(healthPort, InsecureChannelCredentials.create())).isEqualTo(ServingStatus.SERVING);

        endpoint.setServing(false);

        assertThat(health(healthPort, InsecureChannelCredentials.create())).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void healthPort_servesNothingElse() throws Exception {
        ManagedChannel channel = channel(healthPort, InsecureChannelCredentials.create());
        CompletableFuture<Status.Code> answer = new CompletableFuture<>();
        ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<ServerReflectionResponse>() {
                    @Override
                    public void onNext(ServerReflectionResponse listing) {
                        answer.complete(Status.Code.OK);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.complete(Status.fromThrowable(failure).getCode());
                    }

                    @Override
                    public void onCompleted() {}
                })
                .onNext(ServerReflectionRequest.getDefaultInstance());

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(Status.Code.UNIMPLEMENTED);
        channel.shutdownNow();
    }

    @Test
    void healthPort_inUse_isNamed() {
        GrpcPorts inUse = new GrpcPorts(0, server.ofServer(), healthPort);

        IOException failure =
                catchThrowableOfType(IOException.class, () -> GrpcEndpoint.start(inUse, List.of(), builder -> {}));

        assertThat(failure).hasMessageStartingWith("HEALTH_PORT=" + healthPort + " cannot be bound: ");
    }

    private ChannelCredentials client() throws BadSettingException {
        Tls client = tls(CertificateAuthority.settings(clientFiles));
        assertThat(client.problem()).isEmpty();
        return client.ofChannel();
    }

    private ServingStatus health(ChannelCredentials credentials) {
        return health(endpoint.port(), credentials);
    }

    private void assertRefused(ChannelCredentials credentials) {
        assertThat(failure(endpoint.port(), credentials)).isEqualTo(Status.Code.UNAVAILABLE);
    }

    private static Status.Code failure(int port, ChannelCredentials credentials) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> health(port, credentials))
                .getStatus()
                .getCode();
    }

    /** Asks over a new connection. */
    private static ServingStatus health(int port, ChannelCredentials credentials) {
        ManagedChannel channel = channel(port, credentials);
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
        } finally {
            channel.shutdownNow();
        }
    }

    private static ManagedChannel channel(int port, ChannelCredentials credentials) {
        return Grpc.newChannelBuilderForAddress("localhost", port, credentials).build();
    }

    private static Tls tls(Map<String, String> settings) throws BadSettingException {
        return Tls.of(Settings.read(settings, Tls.SETTINGS));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package com.billshotel.server;

import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each caller may do with mutual TLS. Every certificate has the worker's common name, which must be ignored. */
class MutualTlsTest {
    @TempDir
    private Path folder;

    private final CertificateAuthority authority = new CertificateAuthority();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private TestDatabase database;
    private RunningService service;
    private int healthPort;

    @BeforeEach
    void open() throws Exception {
        database = MysqlBackend.preferred().freshDatabase();
        Sql.on(database).applyFile("init.sql");
        Sql.on(database).execute("INSERT INTO hotels VALUES(0, 'myhotel', 10000, 100)");
    }

    @AfterEach
    void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        service.close();
        database.close();
    }

    @Test
    void worker_identifiedByDnsName_mayDecideHolds() throws Exception {
        start(Map.of());

        assertThat(decideOne(as("worker", "reserve-client"), hold(1, 0))).isEqualTo(Outcome.HELD);
    }

    /** Service meshes identify workloads by URI. */
    @Test
    void worker_identifiedByUri_mayDecideHolds() throws Exception {
        start(Map.of("HOLDS_CALLER", "spiffe://cluster.local/ns/bills-hotel/sa/hotel-reserve-client"));

        assertThat(decideOne(as("worker", "spiffe://cluster.local/ns/bills-hotel/sa/hotel-reserve-client"), hold(1, 0)))
                .isEqualTo(Outcome.HELD);
        assertThat(Failure.of(() -> decideOne(as("other", "reserve-client"), hold(2, 0)))
                        .code())
                .isEqualTo(Code.PERMISSION_DENIED);
    }

    @Test
    void otherCaller_ofTheSameCa_mayReadButNotDecideHolds() throws Exception {
        start(Map.of());
        HotelServiceBlockingStub desk = as("desk", "front-desk", "desk.example.com");

        assertThat(desk.getHotel(HotelRequest.getDefaultInstance()).getHotel().getName())
                .isEqualTo("myhotel");
        assertThat(Failure.of(() -> decideOne(desk, hold(1, 0))))
                .isEqualTo(new Failure(
                        Code.PERMISSION_DENIED,
                        "NOT_THE_HOLDS_CALLER",
                        List.of(),
                        "only reserve-client may decide holds, but this caller's certificate is for front-desk,"
                                + " desk.example.com",
                        Map.of()));
        assertThat(Sql.on(database).rows("SELECT rooms_available FROM hotels")).containsExactly("100");
    }

    @Test
    void caller_withoutCertificate_mayNotEvenRead() throws Exception {
        start(Map.of());
        ChannelCredentials withoutCertificate = TlsChannelCredentials.newBuilder()
                .trustManager(folder.resolve("server/ca.crt").toFile())
                .build();

        for (ChannelCredentials credentials : List.of(withoutCertificate, InsecureChannelCredentials.create())) {
            HotelServiceBlockingStub hotels = HotelServiceGrpc.newBlockingStub(channel(service.port(), credentials));
            assertThat(Failure.of(() -> hotels.getHotel(HotelRequest.getDefaultInstance()))
                            .code())
                    .isEqualTo(Code.UNAVAILABLE);
        }
    }

    /** A Secret may be created after the start. */
    @Test
    void certificates_createdAfterTheStart_areUsedOnceTheyExist() throws Exception {
        startWithoutFiles(Map.of());
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);

        authority.issue(folder.resolve("server"), "localhost");

        Eventually.until("SERVING", () -> health() == ServingStatus.SERVING);
        assertThat(decideOne(as("worker", "reserve-client"), hold(1, 0))).isEqualTo(Outcome.HELD);
    }

    private void start(Map<String, String> more) throws Exception {
        authority.issue(Files.createDirectories(folder.resolve("server")), "localhost");
        startWithoutFiles(more);
        Eventually.until("SERVING", () -> health() == ServingStatus.SERVING);
    }

    private void startWithoutFiles(Map<String, String> more) throws Exception {
        Path files = Files.createDirectories(folder.resolve("server"));
        healthPort = freePort();
        Map<String, String> settings = TestServer.settings(database.server(), database.name());
        settings.putAll(CertificateAuthority.settings(files));
        settings.put("HEALTH_PORT", Integer.toString(healthPort));
        settings.putAll(more);
        service = HotelServer.start(Settings.read(settings, HotelServer.SETTINGS));
    }

    /** A caller whose certificate is for these names. */
    private HotelServiceBlockingStub as(String caller, String... names) throws Exception {
        Path files = Files.createDirectories(folder.resolve(caller));
        authority.issue(files, names);
        Tls tls = Tls.of(Settings.read(CertificateAuthority.settings(files), Tls.SETTINGS));
        assertThat(tls.problem()).isEmpty();
        return HotelServiceGrpc.newBlockingStub(channel(service.port(), tls.ofChannel()))
                .withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private ServingStatus health() {
        return HealthGrpc.newBlockingStub(channel(healthPort, InsecureChannelCredentials.create()))
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private ManagedChannel channel(int port, ChannelCredentials credentials) {
        ManagedChannel channel =
                Grpc.newChannelBuilderForAddress("localhost", port, credentials).build();
        channels.add(channel);
        return channel;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

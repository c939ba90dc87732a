package com.billshotel.reserve.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.RoomHolds.Decision;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.fakes.FakeHotelServer;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HotelServerClientTest {
    private static final ReservationMessage BOOKING = new ReservationMessage(1, false, 7, 10L, 100L, 200L);
    private static final ReservationMessage BARE_CANCEL = new ReservationMessage(1, true, 7, null, null, null);

    private final FakeHotelServer server = new FakeHotelServer();
    private HotelServerClient hotels;

    @BeforeEach
    void connect() throws Exception {
        hotels = HotelServerClient.at(server.start().target(), InsecureChannelCredentials.create(), channel -> {});
        server.rooms.hotel(7, 1);
    }

    @AfterEach
    void close() throws Exception {
        hotels.close();
        server.stop();
    }

    @Test
    void decide_sendsMessagesUnchangedAndAnswersInOrder() throws Exception {
        List<ReservationMessage> messages = List.of(
                BOOKING,
                new ReservationMessage(2, false, 7, 10L, 100L, 200L),
                BARE_CANCEL,
                new ReservationMessage(1, false, 7, 11L, 100L, 200L),
                new ReservationMessage(3, false, 9, 10L, 100L, 200L));

        assertThat(hotels.decide(messages))
                .containsExactly(
                        new Decision(Verdict.CONFIRMED, ""),
                        new Decision(Verdict.HOTEL_FULL, ""),
                        new Decision(Verdict.CANCELLED, ""),
                        new Decision(Verdict.CONFLICT, "user_id"),
                        new Decision(Verdict.HOTEL_NOT_FOUND, ""));
        assertThat(server.rooms.batches()).containsExactly(messages);
    }

    /** Zero is a value; a missing field must not arrive as zero. */
    @Test
    void decide_distinguishesZeroFromMissing() throws Exception {
        ReservationMessage zeros = new ReservationMessage(0, false, 0, 0L, 0L, 0L);

        hotels.decide(List.of(zeros, BARE_CANCEL));

        assertThat(server.rooms.batches()).containsExactly(List.of(zeros, BARE_CANCEL));
    }

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, mode = Mode.EXCLUDE, names = "OK")
    void decide_error_isADependencysFailure(Status.Code code) {
        server.rooms.faults.nextBefore(1, () -> code.toStatus().asException());

        assertThatThrownBy(() -> hotels.decide(List.of(BOOKING)))
                .isInstanceOf(DependencyException.class)
                .hasMessage("hotel-server at " + server.target() + " answers " + code)
                .hasCauseInstanceOf(StatusRuntimeException.class);
    }

    /** gRPC's own backoff would make the client wait for minutes after a long outage. */
    @Test
    void decide_afterAnOutage_reconnectsAtOnce() throws Exception {
        hotels.decide(List.of(BOOKING));
        server.stop();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> hotels.decide(List.of(BOOKING))).isInstanceOf(DependencyException.class);
        }

        server.start();

        Await.until("an answer", () -> {
            try {
                return !hotels.decide(List.of(BOOKING)).isEmpty();
            } catch (DependencyException stillDown) {
                return false;
            }
        });
    }

    @Test
    void decide_serverStopped_isADependencysFailure() throws Exception {
        server.stop();

        assertThatThrownBy(() -> hotels.decide(List.of(BOOKING)))
                .isInstanceOf(DependencyException.class)
                .hasMessageStartingWith("hotel-server at " + server.target() + " answers UNAVAILABLE");
    }

    @Test
    void problem_serverStopped_namesTheSetting() throws Exception {
        assertThat(hotels.problem()).isEmpty();

        server.stop();

        assertThat(hotels.problem())
                .contains(server.target()
                        + " answers UNAVAILABLE: start it, look into its log, or check HOTEL_SERVER_TARGET");
    }

    /** Kubernetes' name service also lists pods that are not ready. */
    @Test
    void decide_serverNotServing_isNotCalled() throws Exception {
        hotels.decide(List.of(BOOKING));
        server.setServing(false);
        // The server's own answer NOT_SERVING may come before the channel's.
        Await.until("the channel knows", () -> hotels.problem().orElse("").contains("UNAVAILABLE"));

        assertThatThrownBy(() -> hotels.decide(List.of(BARE_CANCEL))).isInstanceOf(DependencyException.class);
        assertThat(server.rooms.batches()).containsExactly(List.of(BOOKING));

        server.setServing(true);
        Await.until("the client knows", () -> hotels.problem().isEmpty());
        assertThat(hotels.decide(List.of(BARE_CANCEL))).containsExactly(new Decision(Verdict.CANCELLED, ""));
    }

    /** Client and server have certificates of different CAs. */
    @Test
    void problem_ofTls_namesTheCertificates(@TempDir Path folder) throws Exception {
        Tls theirs = tls(Files.createDirectory(folder.resolve("theirs")));
        Tls ours = tls(Files.createDirectory(folder.resolve("ours")));
        GrpcPorts ports = new GrpcPorts(0, theirs.ofServer(), 0);
        try (GrpcEndpoint endpoint = GrpcEndpoint.start(ports, List.of(), builder -> {});
                HotelServerClient client =
                        HotelServerClient.at("localhost:" + endpoint.port(), ours.ofChannel(), channel -> {})) {
            String start = "localhost:" + endpoint.port() + " and this worker do not agree on TLS (";
            Await.until("the handshake's failure", () -> client.problem()
                    .filter(problem -> problem.startsWith(start)
                            && problem.endsWith("): compare the CAs and the names in their certificates"))
                    .isPresent());
        }
    }

    private static Tls tls(Path folder) throws Exception {
        new CertificateAuthority().issue(folder, "localhost");
        Tls tls = Tls.of(Settings.read(CertificateAuthority.settings(folder), Tls.SETTINGS));
        assertThat(tls.problem()).isEmpty();
        return tls;
    }
}

package com.billshotel.reserve.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.reserve.booking.RoomHolds.Answer;
import com.billshotel.reserve.booking.RoomHolds.Decision;
import com.billshotel.reserve.booking.UnavailableException;
import com.billshotel.reserve.fakes.HotelServerSide;
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

    private final HotelServerSide side = new HotelServerSide();
    private HotelServerClient hotels;

    @BeforeEach
    void connect() throws Exception {
        hotels = HotelServerClient.at(side.start().target(), InsecureChannelCredentials.create(), channel -> {});
        side.rooms.hotel(7, 1);
    }

    @AfterEach
    void close() throws Exception {
        hotels.close();
        side.stop();
    }

    @Test
    void decide_asksAsGivenAndAnswersInOrder() throws Exception {
        List<ReservationMessage> messages = List.of(
                BOOKING,
                new ReservationMessage(2, false, 7, 10L, 100L, 200L),
                BARE_CANCEL,
                new ReservationMessage(1, false, 7, 11L, 100L, 200L),
                new ReservationMessage(3, false, 9, 10L, 100L, 200L));

        assertThat(hotels.decide(messages))
                .containsExactly(
                        new Decision(Answer.HELD, ""),
                        new Decision(Answer.REFUSED, ""),
                        new Decision(Answer.RELEASED, ""),
                        new Decision(Answer.CONFLICT, "user_id"),
                        new Decision(Answer.HOTEL_NOT_FOUND, ""));
        assertThat(side.rooms.batches()).containsExactly(messages);
    }

    /** Zeros are values; what is not given must not arrive as one. */
    @Test
    void decide_keepsZeroApartFromNotGiven() throws Exception {
        ReservationMessage zeros = new ReservationMessage(0, false, 0, 0L, 0L, 0L);

        hotels.decide(List.of(zeros, BARE_CANCEL));

        assertThat(side.rooms.batches()).containsExactly(List.of(zeros, BARE_CANCEL));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "UNAVAILABLE",
                "DEADLINE_EXCEEDED",
                "RESOURCE_EXHAUSTED",
                "ABORTED",
                "CANCELLED",
                "UNIMPLEMENTED",
                "UNAUTHENTICATED",
                "PERMISSION_DENIED"
            })
    void decide_whenNoMessageIsToBlame_isUnavailable(Status.Code code) {
        side.rooms.faults.nextBefore(1, () -> code.toStatus().asException());

        assertThatThrownBy(() -> hotels.decide(List.of(BOOKING)))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("hotel-server at " + side.target() + " answers " + code);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            mode = Mode.INCLUDE,
            names = {"INVALID_ARGUMENT", "INTERNAL", "UNKNOWN", "OUT_OF_RANGE", "FAILED_PRECONDITION"})
    void decide_whenAMessageMayBeToBlame_saysSo(Status.Code code) {
        side.rooms.faults.nextBefore(1, () -> code.toStatus().asException());

        assertThatThrownBy(() -> hotels.decide(List.of(BOOKING))).isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void decide_withNobodyThere_isUnavailable() throws Exception {
        side.stop();

        assertThatThrownBy(() -> hotels.decide(List.of(BOOKING)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("hotel-server at " + side.target() + " answers UNAVAILABLE");
    }

    @Test
    void problem_tellsWhetherTheServerIsWell() throws Exception {
        assertThat(hotels.problem()).isEmpty();

        side.stop();

        assertThat(hotels.problem())
                .contains(side.target() + " answers UNAVAILABLE: start it, or check HOTEL_SERVER_TARGET");
    }

    /** Each side has a certificate of a CA that the other does not know. */
    @Test
    void problem_ofTls_isToldApart(@TempDir Path folder) throws Exception {
        Tls theirs = tls(Files.createDirectory(folder.resolve("theirs")));
        Tls ours = tls(Files.createDirectory(folder.resolve("ours")));
        GrpcPorts ports = new GrpcPorts(0, theirs.ofServer(), 0);
        try (GrpcEndpoint endpoint = GrpcEndpoint.start(ports, List.of(), builder -> {});
                HotelServerClient server =
                        HotelServerClient.at("localhost:" + endpoint.port(), ours.ofChannel(), channel -> {})) {
            assertThat(server.problem())
                    .get()
                    .asString()
                    .startsWith("localhost:" + endpoint.port() + " and this do not agree on TLS (")
                    .endsWith("): compare the CAs and the names in their certificates");
        }
    }

    private static Tls tls(Path folder) throws Exception {
        new CertificateAuthority().issue(folder, "localhost");
        Tls tls = Tls.of(Settings.read(CertificateAuthority.settings(folder), Tls.SETTINGS));
        assertThat(tls.problem()).isEmpty();
        return tls;
    }
}

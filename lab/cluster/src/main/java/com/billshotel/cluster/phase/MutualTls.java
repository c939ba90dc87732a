package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.kube.PortForward;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Adds the component tls to the local overlay as documented, and calls hotel-server with and without a certificate. */
final class MutualTls {
    private static final String PHASE = Phase.TLS.toString();
    private static final String SECTION = "Mutual TLS";
    private static final String DOCUMENTED_APPLY = "kubectl apply -k k8s-overlays/tls";
    private static final int CALL_SECONDS = 10;

    private final Stage stage;

    private MutualTls(Stage stage) {
        this.stage = stage;
    }

    static void run(Stage stage) throws Exception {
        MutualTls tls = new MutualTls(stage);
        tls.switchOn();
        tls.call();
    }

    private void switchOn() throws Exception {
        Path overlay = Overlay.with(stage, "tls");
        Block apply = stage.kubernetes
                .script(SECTION, block -> block.contains(DOCUMENTED_APPLY))
                .with(DOCUMENTED_APPLY, "kubectl apply -k " + overlay);
        try (Load load = stage.load()) {
            Waits waits = load.during(() -> {
                stage.run(apply);
                stage.awaitServices();
            });
            stage.reportWaits(PHASE, waits);
            stage.finish(load, PHASE);
        }
    }

    private void call() {
        PortForward forward = stage.forward(stage.kubernetes.script(SECTION, Block::forwardsPort));
        // First, because the refusal may end the forwarding.
        stage.report.check(
                PHASE,
                "GetHotel with the certificate admin answers",
                getHotel(forward, true).isEmpty());
        stage.report.check(
                PHASE,
                "GetHotel without a certificate is refused",
                getHotel(forward, false).filter(MutualTls::isForCertificate).isPresent());
    }

    /** The failure of a call; empty if hotel-server answers. */
    private Optional<StatusRuntimeException> getHotel(PortForward forward, boolean withCertificate) {
        ManagedChannel channel = Grpc.newChannelBuilder("localhost:" + forward.port(), credentials(withCertificate))
                .build();
        try {
            HotelServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                    .getHotel(HotelRequest.newBuilder().setId(Load.HOTEL).build());
            return Optional.empty();
        } catch (StatusRuntimeException failure) {
            return Optional.of(failure);
        } finally {
            channel.shutdownNow();
        }
    }

    private ChannelCredentials credentials(boolean withCertificate) {
        Path folder = stage.shell.home().resolve("bills-hotel-ca");
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        try {
            credentials.trustManager(folder.resolve("ca.crt").toFile());
            if (withCertificate) {
                credentials.keyManager(
                        folder.resolve("admin/tls.crt").toFile(),
                        folder.resolve("admin/tls.key").toFile());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return credentials.build();
    }

    /** Rather than for a connection that broke. */
    private static boolean isForCertificate(StatusRuntimeException failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("CERTIFICATE_REQUIRED"));
    }
}

package com.billshotel.runtime.grpc;

import com.billshotel.runtime.net.ListenAddress;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where an endpoint listens.
 *
 * @param address of all ports; empty: all addresses of this machine
 * @param port serves everything; 0: any free port
 * @param credentials plaintext, TLS or mutual TLS on {@code port}
 * @param healthPort serves only health, in plaintext; 0: none
 */
public record GrpcPorts(Optional<String> address, int port, ServerCredentials credentials, int healthPort) {
    /** For probes that cannot use TLS, such as those of Kubernetes. It reveals nothing but the serving status. */
    public static final Setting<Integer> HEALTH_PORT = Setting.listeningPort(
            "HEALTH_PORT", 0, "plaintext port that serves only health, for probes when TLS is on; 0: none");

    /** The setting GRPC_PORT; each service has its own default. */
    public static Setting<Integer> setting(int defaultPort) {
        return Setting.listeningPort(
                "GRPC_PORT", defaultPort, "port that the gRPC server listens on; 0: any free port");
    }

    /** The ports and credentials that the service's settings give. */
    public static GrpcPorts of(Settings settings, Setting<Integer> port, Tls tls) {
        return new GrpcPorts(
                settings.get(ListenAddress.LISTEN_ADDRESS),
                settings.get(port),
                tls.ofServer(),
                settings.get(HEALTH_PORT));
    }

    /** Listens on all addresses. */
    public GrpcPorts(int port, ServerCredentials credentials, int healthPort) {
        this(Optional.empty(), port, credentials, healthPort);
    }

    /** Where to listen. */
    InetSocketAddress socketAddress(int port) {
        return ListenAddress.of(address, port);
    }

    /** A single port without TLS. */
    public static GrpcPorts plaintext(int port) {
        return new GrpcPorts(port, InsecureServerCredentials.create(), 0);
    }
}

package com.billshotel.runtime.grpc;

import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;

/**
 * Where an endpoint listens.
 *
 * @param port of everything; 0: any free one
 * @param credentials how to speak there
 * @param healthPort of health alone, in plaintext; 0: none
 */
public record GrpcPorts(int port, ServerCredentials credentials, int healthPort) {
    /** For probes that cannot speak TLS, such as Kubernetes' own: whoever can reach it learns nothing but how the service is. */
    public static final Setting<Integer> HEALTH_PORT = Setting.listeningPort(
            "HEALTH_PORT", 0, "port of health alone, in plaintext, for probes where there is TLS; 0: none");

    /** The setting for the port; each service has its own default. */
    public static Setting<Integer> setting(int fallback) {
        return Setting.listeningPort("GRPC_PORT", fallback, "port that the gRPC server listens on; 0: any free one");
    }

    /** As the service's settings say. */
    public static GrpcPorts of(Settings settings, Setting<Integer> port, Tls tls) {
        return new GrpcPorts(settings.get(port), tls.ofServer(), settings.get(HEALTH_PORT));
    }

    /** One port without TLS. */
    public static GrpcPorts plaintext(int port) {
        return new GrpcPorts(port, InsecureServerCredentials.create(), 0);
    }
}

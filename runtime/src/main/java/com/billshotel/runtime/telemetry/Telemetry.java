package com.billshotel.runtime.telemetry;

import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Metrics for Prometheus on METRICS_PORT, and whatever the standard {@code OTEL_*} variables configure (traces or
 * metrics over OTLP, the service name, resource attributes), which override the defaults set here.
 */
public final class Telemetry implements AutoCloseable {
    public static final Setting<Integer> METRICS_PORT =
            Setting.listeningPort("METRICS_PORT", 9464, "port that serves /metrics to Prometheus; 0: none");

    private final OpenTelemetrySdk sdk;
    private final GrpcOpenTelemetry grpc;

    private Telemetry(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.grpc = GrpcOpenTelemetry.newBuilder().sdk(sdk).build();
    }

    /**
     * Starts collecting and serving metrics.
     *
     * @param service the default of {@code service.name}
     * @throws IOException if METRICS_PORT cannot be bound, or an {@code OTEL_*} variable is invalid
     */
    public static Telemetry start(Settings settings, String service) throws IOException {
        int port = settings.get(METRICS_PORT);
        String address = settings.get(GrpcPorts.LISTEN_ADDRESS).orElse("0.0.0.0");

        try {
            return new Telemetry(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> defaults(service, address, port))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk());
        } catch (RuntimeException failure) {
            throw new IOException("METRICS_PORT=" + port + " cannot be bound or an OTEL_* variable is invalid: "
                    + rootMessage(failure));
        }
    }

    /** A meter for the instruments of one part of the service. */
    public Meter meter(String scope) {
        return sdk.getMeter(scope);
    }

    /** Adds metrics and traces of calls to a server. */
    public void observe(ServerBuilder<?> server) {
        grpc.configureServerBuilder(server);
    }

    /** Adds metrics and traces of calls to a channel. */
    public void observe(ManagedChannelBuilder<?> channel) {
        grpc.configureChannelBuilder(channel);
    }

    @Override
    public void close() {
        sdk.close();
    }

    private static Map<String, String> defaults(String service, String address, int port) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "otel.service.name",
                service,
                "otel.traces.exporter",
                "none",
                "otel.logs.exporter",
                "none",
                "otel.metrics.exporter",
                port == 0 ? "none" : "prometheus"));
        defaults.put("otel.exporter.prometheus.host", address);
        defaults.put("otel.exporter.prometheus.port", Integer.toString(port));
        return defaults;
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}

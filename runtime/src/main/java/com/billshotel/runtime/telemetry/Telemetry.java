package com.billshotel.runtime.telemetry;

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
 * Metrics for Prometheus on METRICS_PORT, and whatever else the standard {@code OTEL_*} variables ask for (traces or
 * metrics by OTLP, a service name, resource attributes): they win over what is set here.
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

    /** @throws IOException if METRICS_PORT cannot be had, or an {@code OTEL_*} variable cannot be used */
    public static Telemetry start(Settings settings, String service) throws IOException {
        int port = settings.get(METRICS_PORT);
        try {
            return new Telemetry(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> defaults(service, port))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk());
        } catch (RuntimeException failure) {
            throw new IOException("METRICS_PORT=" + port + " or an OTEL_* variable cannot be used: " + root(failure));
        }
    }

    /** Where a part of the service counts what it does. */
    public Meter meter(String scope) {
        return sdk.getMeter(scope);
    }

    /** Makes a server report its calls. */
    public void observe(ServerBuilder<?> server) {
        grpc.configureServerBuilder(server);
    }

    /** Makes a channel report its calls. */
    public void observe(ManagedChannelBuilder<?> channel) {
        grpc.configureChannelBuilder(channel);
    }

    @Override
    public void close() {
        sdk.close();
    }

    private static Map<String, String> defaults(String service, int port) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "otel.service.name",
                service,
                "otel.traces.exporter",
                "none",
                "otel.logs.exporter",
                "none",
                "otel.metrics.exporter",
                port == 0 ? "none" : "prometheus"));
        defaults.put("otel.exporter.prometheus.port", Integer.toString(port));
        return defaults;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}

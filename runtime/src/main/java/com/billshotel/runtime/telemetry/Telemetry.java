package com.billshotel.runtime.telemetry;

import com.billshotel.runtime.net.ListenAddress;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Metrics for Prometheus on METRICS_PORT, and whatever the standard {@code OTEL_*} variables configure (traces or
 * metrics over OTLP, the service name, resource attributes), which override the defaults set here.
 */
public final class Telemetry implements AutoCloseable {
    public static final Setting<Integer> METRICS_PORT =
            Setting.listeningPort("METRICS_PORT", 9464, "port that serves /metrics to Prometheus; 0: none");

    private static final String METRICS_EXPORTER = "otel.metrics.exporter";
    private static final String PROMETHEUS = "prometheus";

    private final OpenTelemetrySdk sdk;
    private final GrpcOpenTelemetry grpc;
    private final Optional<MetricsServer> server;

    private Telemetry(OpenTelemetrySdk sdk, Optional<MetricsServer> server) {
        this.sdk = sdk;
        this.grpc = GrpcOpenTelemetry.newBuilder().sdk(sdk).build();
        this.server = server;
    }

    /**
     * Starts collecting and serving metrics.
     *
     * @param service the default of {@code service.name}
     * @throws IOException if METRICS_PORT cannot be bound, or an {@code OTEL_*} variable is invalid
     */
    public static Telemetry start(Settings settings, String service) throws IOException {
        int port = settings.get(METRICS_PORT);
        PrometheusMetricReader reader = PrometheusMetricReader.create();
        AtomicBoolean served = new AtomicBoolean();
        OpenTelemetrySdk sdk = sdk(service, port, reader, served);
        try {
            return new Telemetry(
                    sdk,
                    served.get()
                            ? Optional.of(MetricsServer.start(ListenAddress.of(settings, port), reader))
                            : Optional.empty());
        } catch (IOException failure) {
            sdk.close();
            throw new IOException("METRICS_PORT=" + port + " cannot be bound: " + failure.getMessage(), failure);
        }
    }

    private static OpenTelemetrySdk sdk(String service, int port, PrometheusMetricReader reader, AtomicBoolean served)
            throws IOException {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> defaults(service, port))
                    .addPropertiesCustomizer(config -> withoutPrometheus(config, served))
                    .addMeterProviderCustomizer(
                            (meters, config) -> served.get() ? meters.registerMetricReader(reader) : meters)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException failure) {
            throw new IOException("an OTEL_* variable is invalid: " + rootMessage(failure), failure);
        }
    }

    /** The exporter prometheus would start OpenTelemetry's own server; see {@link MetricsServer}. */
    private static Map<String, String> withoutPrometheus(ConfigProperties config, AtomicBoolean served) {
        List<String> others = new ArrayList<>(config.getList(METRICS_EXPORTER));
        served.set(others.remove(PROMETHEUS));
        return Map.of(METRICS_EXPORTER, others.isEmpty() ? "none" : String.join(",", others));
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
        server.ifPresent(MetricsServer::close);
        sdk.close();
    }

    private static Map<String, String> defaults(String service, int port) {
        return Map.of(
                "otel.service.name",
                service,
                "otel.traces.exporter",
                "none",
                "otel.logs.exporter",
                "none",
                METRICS_EXPORTER,
                port == 0 ? "none" : PROMETHEUS);
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}

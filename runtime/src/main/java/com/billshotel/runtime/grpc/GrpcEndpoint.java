package com.billshotel.runtime.grpc;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A gRPC server with health ({@code grpc.health.v1}, overall and per service) and reflection (v1 and v1alpha).
 *
 * <p>Handlers run on the transport's threads and must not block; see {@link BoundedCalls}.
 */
public final class GrpcEndpoint implements AutoCloseable {
    /** Name of a health service that is SERVING while the process answers at all, even if its dependencies are down. */
    public static final String LIVENESS = "liveness";

    /** Leaves room for the later steps of a service's shutdown, which has 25 s in all. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);

    /** For what remains once every call is answered: health watches and GOAWAY frames. */
    private static final Duration TERMINATION_TIMEOUT = Duration.ofMillis(500);

    /** Makes clients reconnect, so that they find servers started since. No call is lost. */
    private static final Duration MAX_CONNECTION_AGE = Duration.ofMinutes(5);

    /** For the calls in flight on a connection that has reached its age; longer than any caller's deadline. */
    private static final Duration MAX_CONNECTION_AGE_GRACE = Duration.ofSeconds(30);

    private final EndpointListener listener;
    private final Server server;
    private final Optional<Server> healthServer;
    private final HealthStatusManager health;
    private final CallsInFlight callsInFlight;
    private final List<String> services;

    private GrpcEndpoint(
            EndpointListener listener,
            Server server,
            Optional<Server> healthServer,
            HealthStatusManager health,
            CallsInFlight callsInFlight,
            List<String> services) {
        this.listener = listener;
        this.server = server;
        this.healthServer = healthServer;
        this.health = health;
        this.callsInFlight = callsInFlight;
        this.services = services;
    }

    /**
     * Starts listening. Health is NOT_SERVING until {@link #setServing} changes it.
     *
     * @param customizer applies further configuration, such as telemetry
     * @throws IOException if a port cannot be bound; the message names the setting and the port
     */
    public static GrpcEndpoint start(
            GrpcPorts ports, List<BindableService> services, Consumer<NettyServerBuilder> customizer)
            throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        CallsInFlight callsInFlight = new CallsInFlight();
        EndpointListener listener = new EndpointListener();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        ports.socketAddress(ports.port()), ports.credentials())
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionAge(MAX_CONNECTION_AGE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionAgeGrace(MAX_CONNECTION_AGE_GRACE.toSeconds(), TimeUnit.SECONDS)
                .addStreamTracerFactory(callsInFlight)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(reflectionForOlderClients());
        services.forEach(service -> builder.addService(MalformedRequests.rejectedBy(service)));
        customizer.accept(builder);
        listener.configure(builder);
        GrpcEndpoint endpoint = new GrpcEndpoint(
                listener,
                builder.build(),
                healthServer(ports, health, listener),
                health,
                callsInFlight,
                healthNames(services));
        endpoint.setServing(false);
        health.setStatus(LIVENESS, ServingStatus.SERVING);
        endpoint.listen(ports);
        return endpoint;
    }

    /** The port that the endpoint listens on. */
    public int port() {
        return server.getPort();
    }

    /** Sets the health status, overall and for each service. */
    public void setServing(boolean serving) {
        ServingStatus status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        services.forEach(service -> health.setStatus(service, status));
    }

    /** Sets health to NOT_SERVING for good, lets the calls in flight finish (15 s at most), and stops. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        try {
            callsInFlight.awaitNone(DRAIN_TIMEOUT);
            server.awaitTermination(TERMINATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            server.shutdownNow();
            healthServer.ifPresent(Server::shutdownNow);
            listener.close();
        }
    }

    /** Serves the same health on a second port. */
    private static Optional<Server> healthServer(
            GrpcPorts ports, HealthStatusManager health, EndpointListener listener) {
        if (ports.healthPort() == 0) {
            return Optional.empty();
        }
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        ports.socketAddress(ports.healthPort()), InsecureServerCredentials.create())
                .addService(health.getHealthService());
        listener.configure(builder);
        return Optional.of(builder.build());
    }

    private void listen(GrpcPorts ports) throws IOException {
        try {
            listen(server, "GRPC_PORT=" + ports.port());
            if (healthServer.isPresent()) {
                listen(healthServer.get(), GrpcPorts.HEALTH_PORT.name() + "=" + ports.healthPort());
            }
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    private static void listen(Server server, String port) throws IOException {
        try {
            server.start();
        } catch (IOException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new IOException(port + " cannot be bound: " + cause.getMessage(), failure);
        }
    }

    private static List<String> healthNames(List<BindableService> services) {
        List<String> names = new ArrayList<>(List.of(HealthStatusManager.SERVICE_NAME_ALL_SERVICES));
        services.forEach(service ->
                names.add(service.bindService().getServiceDescriptor().getName()));
        return List.copyOf(names);
    }

    @SuppressWarnings("deprecation") // grpcurl before 1.9 and many graphical clients support only v1alpha
    private static BindableService reflectionForOlderClients() {
        return ProtoReflectionService.newInstance();
    }
}

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
 * <p>Handlers run on the transport's threads and must not block: see {@link BoundedCalls}.
 */
public final class GrpcEndpoint implements AutoCloseable {
    /** A health service of this name is SERVING as long as the process answers at all, whatever it waits for. */
    public static final String LIVENESS = "liveness";

    /** With what follows it in a service's stop, within 25 s. */
    private static final Duration DRAIN = Duration.ofSeconds(15);

    /** For what is left once every call is answered: streams of those who watch health, and goodbyes. */
    private static final Duration GOODBYE = Duration.ofMillis(500);

    /** Clients connect anew this often, and so find servers that came up since; they lose no call by it. */
    private static final Duration MAX_CONNECTION_AGE = Duration.ofMinutes(5);

    /** For calls in hand when a connection gets old: longer than any caller's deadline. */
    private static final Duration MAX_CONNECTION_AGE_GRACE = Duration.ofSeconds(30);

    /** Above the largest batch of 1,000 requests, far below what would hurt. */
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final Server server;
    private final Optional<Server> probes;
    private final HealthStatusManager health;
    private final CallsInHand callsInHand;
    private final List<String> services;

    private GrpcEndpoint(
            Server server,
            Optional<Server> probes,
            HealthStatusManager health,
            CallsInHand callsInHand,
            List<String> services) {
        this.server = server;
        this.probes = probes;
        this.health = health;
        this.callsInHand = callsInHand;
        this.services = services;
    }

    /**
     * Starts to listen, NOT_SERVING until {@link #setServing} says otherwise.
     *
     * @param tune what else to set up, such as telemetry
     * @throws IOException if a port cannot be had; the message names it
     */
    public static GrpcEndpoint start(GrpcPorts ports, List<BindableService> services, Consumer<NettyServerBuilder> tune)
            throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        CallsInHand callsInHand = new CallsInHand();
        NettyServerBuilder builder = NettyServerBuilder.forPort(ports.port(), ports.credentials())
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionAge(MAX_CONNECTION_AGE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionAgeGrace(MAX_CONNECTION_AGE_GRACE.toSeconds(), TimeUnit.SECONDS)
                .addStreamTracerFactory(callsInHand)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(reflectionForOlderClients());
        services.forEach(service -> builder.addService(GarbledMessages.refusedBy(service)));
        tune.accept(builder);
        GrpcEndpoint endpoint = new GrpcEndpoint(
                builder.build(), probes(ports.healthPort(), health), health, callsInHand, healthNames(services));
        endpoint.setServing(false);
        health.setStatus(LIVENESS, ServingStatus.SERVING);
        endpoint.listen(ports);
        return endpoint;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Changes what health answers, overall and for each service. */
    public void setServing(boolean serving) {
        ServingStatus status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        services.forEach(service -> health.setStatus(service, status));
    }

    /** Turns NOT_SERVING for good, lets the calls in hand finish (15 s at most), and stops. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        try {
            callsInHand.awaitNone(DRAIN);
            server.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            server.shutdownNow();
            probes.ifPresent(Server::shutdownNow);
        }
    }

    /** The same health on a port of its own. */
    private static Optional<Server> probes(int port, HealthStatusManager health) {
        return port == 0
                ? Optional.empty()
                : Optional.of(NettyServerBuilder.forPort(port, InsecureServerCredentials.create())
                        .directExecutor()
                        .addService(health.getHealthService())
                        .build());
    }

    private void listen(GrpcPorts ports) throws IOException {
        try {
            listen(server, "GRPC_PORT=" + ports.port());
            if (probes.isPresent()) {
                listen(probes.get(), GrpcPorts.HEALTH_PORT.name() + "=" + ports.healthPort());
            }
        } catch (IOException taken) {
            close();
            throw taken;
        }
    }

    private static void listen(Server server, String port) throws IOException {
        try {
            server.start();
        } catch (IOException taken) {
            Throwable why = taken.getCause() == null ? taken : taken.getCause();
            throw new IOException(port + " cannot be listened on: " + why.getMessage(), taken);
        }
    }

    private static List<String> healthNames(List<BindableService> services) {
        List<String> names = new ArrayList<>(List.of(HealthStatusManager.SERVICE_NAME_ALL_SERVICES));
        services.forEach(service ->
                names.add(service.bindService().getServiceDescriptor().getName()));
        return List.copyOf(names);
    }

    @SuppressWarnings("deprecation") // grpcurl before 1.9 and many graphical clients know only v1alpha
    private static BindableService reflectionForOlderClients() {
        return ProtoReflectionService.newInstance();
    }
}

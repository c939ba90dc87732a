package com.billshotel.flood;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.network.Ports;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.flood.attack.Protocol;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.ImageLaunch;
import com.billshotel.local.parts.Jdk;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import com.billshotel.local.parts.ServiceProcess;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The services under attack, in the images' heap, on the loopback interface only. */
final class FloodSystem implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 50;
    private static final int HOTEL = 1;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path folder = ProjectFiles.folder("lab/flood/target/run");
    private HotelDatabase database;
    private PubSubBroker broker;
    private final Deque<ServiceProcess> services = new ArrayDeque<>();
    private Jdk jdk;

    private FloodSystem() {}

    /** Starts MySQL and the Pub/Sub broker. */
    static FloodSystem start() throws Exception {
        FloodSystem system = new FloodSystem();
        try {
            system.jdk = Jdk.withAotCache().orElse(Jdk.running());
            system.database =
                    new HotelDatabase(system.add(EmbeddedMysql.start()).address());
            system.database.create();
            system.database.execute("INSERT INTO hotels (id, name, price_pernight, rooms_available) VALUES(" + HOTEL
                    + ", 'hotel', 10000, 100)");
            system.broker = system.add(PubSubBroker.start(0));
            system.add(new PubSub(system.broker.endpoint())).createTopicAndSubscription();
            return system;
        } catch (Exception | Error failure) {
            system.close();
            throw failure;
        }
    }

    /** Starts hotel-server. */
    Target server() throws InterruptedException {
        ServiceProcess server = service("hotel-server", Map.of());
        return grpc("hotel-server", Protocol.GRPC, server, InsecureChannelCredentials.create(), true);
    }

    /** Starts hotel-server with TLS. */
    Target serverWithTls() throws InterruptedException, IOException {
        Path own = certificates().resolve("hotel-server");
        Map<String, String> tls = Map.of(
                "TLS_CERT_FILE", own.resolve("tls.crt").toString(),
                "TLS_KEY_FILE", own.resolve("tls.key").toString(),
                "HEALTH_PORT", Integer.toString(Ports.free()));
        ChannelCredentials trust = TlsChannelCredentials.newBuilder()
                .trustManager(own.resolve("ca.crt").toFile())
                .build();
        Target target = grpc("hotel-server, TLS", Protocol.TLS, service("hotel-server", tls), trust, true);
        awaitAnswer(target);
        return target;
    }

    /** Starts the worker, and hotel-server for it. */
    Target worker() throws InterruptedException {
        ServiceProcess server = service("hotel-server", Map.of());
        ServiceProcess worker = service(
                "reserve-client",
                Map.of(
                        "HOTEL_SERVER_TARGET",
                        server.target(),
                        "GOOGLE_CLOUD_PROJECT",
                        PubSub.PROJECT,
                        "RESERVE_SUBSCRIPTION",
                        PubSub.SUBSCRIPTION,
                        "PUBSUB_EMULATOR_HOST",
                        broker.endpoint()));
        return grpc("reserve-client", Protocol.GRPC, worker, InsecureChannelCredentials.create(), false);
    }

    /** Starts hotel-server and targets its HTTP port. */
    Target metrics() throws InterruptedException {
        int port = Ports.free();
        ServiceProcess process = service("hotel-server", Map.of("METRICS_PORT", Integer.toString(port)));
        return new Target(
                "hotel-server, HTTP",
                Protocol.HTTP,
                new InetSocketAddress(LOOPBACK, port),
                process,
                new HttpCall(port));
    }

    /** Kills the services; nothing that they hold is needed any more. */
    void stopServices() throws InterruptedException {
        for (; !services.isEmpty(); services.pop()) {
            services.peek().kill();
            services.peek().awaitExit(START_LIMIT);
        }
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::kill);
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                System.err.println("did not stop cleanly: " + failure);
            }
        }
    }

    private static Target grpc(
            String name, Protocol protocol, ServiceProcess service, ChannelCredentials credentials, boolean hotels) {
        String[] address = service.target().split(":");
        int port = Integer.parseInt(address[1]);
        Supplier<ManagedChannel> channels = () -> NettyChannelBuilder.forAddress(LOOPBACK, port, credentials)
                .overrideAuthority("localhost")
                .disableRetry()
                .build();
        long deadline = NormalClient.DEADLINE.toMillis();
        NormalCall call = hotels
                ? new GrpcCall(channels, channel -> HotelServiceGrpc.newFutureStub(channel)
                        .withDeadlineAfter(deadline, TimeUnit.MILLISECONDS)
                        .getHotel(HotelRequest.newBuilder().setId(HOTEL).build()))
                : new GrpcCall(channels, channel -> HealthGrpc.newFutureStub(channel)
                        .withDeadlineAfter(deadline, TimeUnit.MILLISECONDS)
                        .check(HealthCheckRequest.getDefaultInstance()));
        return new Target(name, protocol, new InetSocketAddress(LOOPBACK, port), service, call);
    }

    private ServiceProcess service(String name, Map<String, String> more) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("METRICS_PORT", "0");
        settings.put("LISTEN_ADDRESS", LOOPBACK);
        settings.putAll(more);
        ServiceProcess process = ServiceProcess.start(ImageLaunch.of(name, jdk, List.of(), settings, folder));
        services.push(process);
        if (!more.containsKey("TLS_CERT_FILE")) {
            process.awaitServing(START_LIMIT);
        }
        return process;
    }

    private static void awaitAnswer(Target target) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                target.call().send().get();
                return;
            } catch (ExecutionException notYet) {
                if (System.nanoTime() - end > 0) {
                    throw new LabException(target.name() + " does not answer: " + notYet.getCause());
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private Path certificates() throws IOException, InterruptedException {
        Path certificates = folder.resolve("certificates");
        if (!Files.exists(certificates.resolve("hotel-server/tls.crt"))) {
            int code = new ProcessBuilder(
                            ProjectFiles.ROOT.resolve("bin/certificates").toString(), certificates.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("certificates.log").toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new LabException("bin/certificates failed, see " + folder.resolve("certificates.log"));
            }
        }
        return certificates;
    }

    private <P extends AutoCloseable> P add(P part) {
        parts.push(part);
        return part;
    }
}

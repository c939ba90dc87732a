package com.billshotel.reserve;

import com.billshotel.reserve.booking.BookingLanes;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.reserve.booking.WorkerMetrics;
import com.billshotel.reserve.deadletters.DeadLettersCommand;
import com.billshotel.reserve.holds.HotelServerClient;
import com.billshotel.reserve.pubsub.OutcomeTopic;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.reserve.pubsub.ReserveSubscription;
import com.billshotel.reserve.retention.ReservationRetention;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.app.Service;
import com.billshotel.runtime.app.ServiceCommand;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.health.HealthMonitor;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.net.ListenAddress;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.telemetry.Telemetry;
import com.billshotel.runtime.tls.Tls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The booking worker: receives from Pub/Sub, and uses hotel-server and MySQL. */
public final class ReserveClient {
    public static final Setting<Integer> GRPC_PORT = GrpcPorts.setting(50_052);

    /** All settings of the worker. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    PubSub.SETTINGS,
                    MysqlPool.SETTINGS,
                    Tls.SETTINGS,
                    List.<Setting<?>>of(
                            HotelServerClient.TARGET,
                            ListenAddress.LISTEN_ADDRESS,
                            GRPC_PORT,
                            GrpcPorts.HEALTH_PORT,
                            Telemetry.METRICS_PORT))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private static final Service SERVICE = new Service("reserve-client", SETTINGS, ReserveClient::start);

    private ReserveClient() {}

    public static void main(String[] arguments) {
        System.exit(SERVICE.execute(arguments, () -> commandLine(System.getenv())));
    }

    /**
     * The command line: the worker, {@code dead-letters}, {@code purge} and {@code forget}.
     *
     * @param environment the subcommands' settings
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        return ServiceCommand.of(
                SERVICE,
                ReserveClient.class,
                "Books rooms: receives reservations from Pub/Sub, has hotel-server decide them, writes them to MySQL.",
                DeadLettersCommand.in(environment),
                ReservationRetention.purge(environment),
                ReservationRetention.forget(environment));
    }

    /**
     * Starts the worker. MySQL, hotel-server and Pub/Sub need not be available yet.
     *
     * @throws BadSettingException if two settings contradict each other
     * @throws IOException if a port cannot be bound
     */
    public static RunningService start(Settings settings) throws BadSettingException, IOException {
        RunningService service = new RunningService();
        try {
            Telemetry telemetry = service.add(Telemetry.start(settings, SERVICE.name()));
            WorkerMetrics metrics = new MeterMetrics(telemetry.meter(SERVICE.name()));
            Tls tls = Tls.of(settings);
            MysqlPool mysql = service.add(MysqlPool.open(settings, BookingLanes.PARALLEL, ReservationTables.TABLES));
            HotelServerClient hotels = service.add(
                    HotelServerClient.at(settings.get(HotelServerClient.TARGET), tls.ofChannel(), telemetry::observe));
            PubSub pubSub = new PubSub(settings);
            List<OutcomeTopic> topics = pubSub.outcomeTopics();
            topics.forEach(service::add);
            BookingLanes lanes = service.add(
                    BookingLanes.start(hotels, sinks(pubSub, mysql, topics), FailureClassifier::classify, metrics));
            ReserveSubscription subscription =
                    service.add(pubSub.subscribe(lanes::accept, List.of(mysql, hotels), metrics));
            GrpcEndpoint endpoint = service.add(
                    GrpcEndpoint.start(GrpcPorts.of(settings, GRPC_PORT, tls), List.of(), telemetry::observe));
            service.listensOn(endpoint.port());
            List<HealthCheck> checks = new ArrayList<>(List.of(tls, mysql, hotels, subscription));
            checks.addAll(topics);
            service.add(HealthMonitor.start(checks, endpoint::setServing));
            return service;
        } catch (BadSettingException | IOException | RuntimeException failure) {
            service.close();
            throw failure;
        }
    }

    /** The topics come last: an outcome is published only after its commit, never if it may still be rolled back. */
    private static List<OutcomeSink> sinks(PubSub pubSub, MysqlPool mysql, List<OutcomeTopic> topics) {
        List<OutcomeSink> sinks =
                new ArrayList<>(List.of(new ReservationTables(mysql, pubSub.deadLettersForTheTable())));
        sinks.addAll(topics);
        return sinks;
    }
}

package com.billshotel.server;

import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.app.Service;
import com.billshotel.runtime.app.ServiceCommand;
import com.billshotel.runtime.grpc.BoundedCalls;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.health.HealthMonitor;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import com.billshotel.runtime.net.ListenAddress;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.telemetry.Telemetry;
import com.billshotel.runtime.tls.Tls;
import com.billshotel.server.catalog.HotelCatalog;
import com.billshotel.server.locks.HotelLocks;
import com.billshotel.server.migrations.MigrateCommand;
import com.billshotel.server.retention.HoldRetention;
import com.billshotel.server.rooms.RoomLedger;
import io.grpc.BindableService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Wires and runs the service that stores hotels and decides holds: gRPC in front, MySQL behind. */
public final class HotelServer {
    public static final Setting<Integer> GRPC_PORT = GrpcPorts.setting(50_051);

    /** All settings of the service. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    MysqlPool.SETTINGS,
                    Tls.SETTINGS,
                    List.<Setting<?>>of(
                            HoldsGuard.HOLDS_CALLER,
                            ListenAddress.LISTEN_ADDRESS,
                            GRPC_PORT,
                            GrpcPorts.HEALTH_PORT,
                            Telemetry.METRICS_PORT))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private static final List<Table> TABLES = Stream.of(HotelCatalog.TABLES, RoomLedger.TABLES)
            .flatMap(List::stream)
            .toList();

    /** Calls that change something. Each uses one connection; with more, calls would queue in MySQL instead of here. */
    private static final int CONCURRENT_CALLS = 8;

    private static final int QUEUED_CALLS = 256;

    private static final Service SERVICE =
            new Service("hotel-server", SETTINGS, HotelServer::caution, HotelServer::start);

    private HotelServer() {}

    public static void main(String[] arguments) {
        System.exit(SERVICE.execute(arguments, () -> commandLine(System.getenv())));
    }

    /**
     * The command line: the server, {@code migrate}, {@code purge} and {@code forget}.
     *
     * @param environment the subcommands' settings
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        return ServiceCommand.of(
                SERVICE,
                HotelServer.class,
                "Stores hotels and decides holds on their rooms: gRPC in front, MySQL behind.",
                MigrateCommand.in(environment),
                HoldRetention.purge(environment),
                HoldRetention.forget(environment));
    }

    private static Optional<String> caution(Settings settings) {
        return settings.get(Tls.CA_FILE).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "ANYONE who can reach this server's port may decide holds and change hotels: callers are not"
                                + " authenticated. Set TLS_CERT_FILE, TLS_KEY_FILE and TLS_CA_FILE (mutual TLS), or restrict access to"
                                + " the port with LISTEN_ADDRESS or a NetworkPolicy");
    }

    /**
     * Starts the service, whether or not MySQL is available.
     *
     * @throws BadSettingException if two settings contradict each other
     * @throws IOException if a port cannot be bound
     */
    public static RunningService start(Settings settings) throws BadSettingException, IOException {
        RunningService service = new RunningService();
        try {
            Telemetry telemetry = service.add(Telemetry.start(settings, SERVICE.name()));
            Tls tls = Tls.of(settings);
            MysqlPool mysql = service.add(MysqlPool.open(settings, CONCURRENT_CALLS, TABLES));
            HotelLocks locks = new HotelLocks(mysql);
            HotelCatalog catalog = service.add(new HotelCatalog(mysql, locks));
            BoundedCalls calls = service.add(new BoundedCalls(CONCURRENT_CALLS, QUEUED_CALLS, HotelErrors::status));
            HotelApi api = new HotelApi(calls, catalog, new RoomLedger(locks));
            BindableService guarded =
                    tls.isMutual() ? HoldsGuard.admitting(settings.get(HoldsGuard.HOLDS_CALLER), api) : api;
            GrpcPorts ports = GrpcPorts.of(settings, GRPC_PORT, tls);
            GrpcEndpoint endpoint = service.add(GrpcEndpoint.start(ports, List.of(guarded), telemetry::observe));
            service.listensOn(endpoint.port());
            service.add(HealthMonitor.start(List.of(tls, mysql), endpoint::setServing));
            return service;
        } catch (BadSettingException | IOException | RuntimeException failure) {
            service.close();
            throw failure;
        }
    }
}

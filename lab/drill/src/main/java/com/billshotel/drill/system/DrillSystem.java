package com.billshotel.drill.system;

import com.billshotel.drill.net.FaultyLink;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.network.Ports;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import com.billshotel.local.parts.ServiceLaunch;
import com.billshotel.runtime.app.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole system: each service in its own process, with a {@link FaultyLink} between any two parts. */
public final class DrillSystem implements AutoCloseable {
    private static final String RESULT_TOPIC = "reserve-results";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final RunningService parts = new RunningService();
    private final SystemPlan plan;
    private final List<Release> releases;
    private final CrashPlan crashes;
    private final Incidents incidents = new Incidents();
    private final List<FaultyLink> links = new ArrayList<>();
    private final List<ServiceMember> services = new ArrayList<>();
    private final Path logs;
    private MysqlMember mysql;
    private Optional<MysqlGroup> group = Optional.empty();
    private PubSubBroker broker;
    private PubSub pubsub;

    private DrillSystem(SystemPlan plan, List<Release> releases, CrashPlan crashes) {
        this.plan = plan;
        this.releases = releases;
        this.crashes = crashes;
        this.logs = ProjectFiles.folder("lab/drill/target/drill");
    }

    /**
     * Starts everything and returns once all of it accepts connections.
     *
     * @param releases those that the services will have; they and the tables start as the first
     * @param rows the statements that insert what is in the tables at the start
     */
    public static DrillSystem start(SystemPlan plan, List<Release> releases, CrashPlan crashes, List<String> rows)
            throws Exception {
        DrillSystem system = new DrillSystem(plan, releases, crashes);
        try {
            system.startParts(rows);
            return system;
        } catch (Exception | Error failure) {
            system.close();
            throw failure;
        }
    }

    /** Everything that can be killed; first MySQL, which takes longest to be up again. */
    public List<Member> members() {
        return Stream.concat(Stream.of(mysql), services.stream()).toList();
    }

    /** The services, in the order in which they are updated: the servers first. */
    public List<ServiceMember> services() {
        return services;
    }

    public List<FaultyLink> links() {
        return links;
    }

    /** The database that accepts writes. */
    public HotelDatabase database() {
        return new HotelDatabase(mysql.address());
    }

    /** The databases on the other servers of a group. */
    public List<HotelDatabase> replicas() {
        MysqlAddress primary = mysql.address();
        return mysql.addresses().stream()
                .filter(address -> !address.equals(primary))
                .map(HotelDatabase::new)
                .toList();
    }

    /** Those of a group; empty for a single server. */
    public Optional<Failovers> failovers() {
        return group.map(MysqlGroup::failovers);
    }

    /** Waits until MySQL is up after its last restart; returns why it is not, if so. */
    public Optional<String> mysqlProblem() throws InterruptedException {
        return mysql.restartProblem();
    }

    public PubSub pubsub() {
        return pubsub;
    }

    public PubSubBroker broker() {
        return broker;
    }

    public Incidents incidents() {
        return incidents;
    }

    /** The folder of the services' logs. */
    public Path logs() {
        return logs;
    }

    /** Restarts services that are armed with a crash point which only a drain passes. */
    public void restartServicesArmedInDrain() {
        for (ServiceMember service : services) {
            if (service.armed().filter(point -> point.isInDrain()).isPresent() && service.isUp()) {
                service.restartOrderly();
            }
        }
    }

    /** The services' log files. */
    public List<Path> logFiles() {
        return services.stream()
                .map(service -> logs.resolve(service.name() + ".log"))
                .toList();
    }

    public void awaitAllUp() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!members().stream().allMatch(Member::isUp)) {
            if (System.nanoTime() > deadline) {
                throw new LabException("the system did not start within " + START_LIMIT + "; see " + logs);
            }
            Thread.sleep(20);
        }
    }

    /** Stops the services in an orderly way; the workers nack what they still hold. */
    public void stopServices() {
        services.forEach(ServiceMember::close);
    }

    @Override
    public void close() {
        parts.close();
    }

    private void startParts(List<String> rows) throws Exception {
        mysql = parts.add(startMysql());
        HotelDatabase database = database();
        database.create(releases.get(0).sql());
        database.execute(rows.toArray(String[]::new));
        broker = parts.add(PubSubBroker.start(0));
        pubsub = parts.add(new PubSub(broker.endpoint()));
        pubsub.createTopicAndSubscription();
        pubsub.createTopic(RESULT_TOPIC);
        List<Integer> serverPorts = startServers();
        startWorkers(serverPorts);
        services.forEach(ServiceMember::start);
        awaitAllUp();
    }

    private MysqlMember startMysql() {
        if (plan.mysql().isEmpty()) {
            return MysqlMember.embedded();
        } else if (plan.mysql().size() == 1) {
            return MysqlMember.named(plan.mysql().get(0), plan.commands());
        }
        MysqlGroup servers = new MysqlGroup(
                plan.mysql(),
                plan.commands(),
                () -> broker.backlog(PubSub.SUBSCRIPTION_PATH).total() > 0);
        group = Optional.of(servers);
        return MysqlMember.group(servers);
    }

    private List<Integer> startServers() throws Exception {
        List<Integer> serverPorts = new ArrayList<>();
        for (int i = 1; i <= plan.servers(); i++) {
            int port = Ports.free();
            serverPorts.add(port);
            add(Role.SERVER, "server-" + i, port, mysqlSettings("server-" + i));
        }
        return serverPorts;
    }

    /** The last worker also publishes results, which makes it slower: a different timing exposes different faults. */
    private void startWorkers(List<Integer> serverPorts) throws Exception {
        for (int i = 1; i <= plan.workers(); i++) {
            String name = "worker-" + i;
            Map<String, String> settings = mysqlSettings(name);
            FaultyLink servers = link(FaultyLink.open(name + "/servers", serverPorts));
            FaultyLink pubsubLink = link(FaultyLink.open(name + "/pubsub", List.of(broker.port())));
            settings.put("HOTEL_SERVER_TARGET", "127.0.0.1:" + servers.port());
            settings.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + pubsubLink.port());
            settings.put("GOOGLE_CLOUD_PROJECT", PubSub.PROJECT);
            if (i == plan.workers()) {
                settings.put("RESULT_TOPIC", RESULT_TOPIC);
            }
            add(Role.WORKER, name, Ports.free(), settings);
        }
    }

    private void add(Role role, String name, int port, Map<String, String> settings) throws Exception {
        settings.put("GRPC_PORT", Integer.toString(port));
        settings.put("METRICS_PORT", "0");
        Path log = logs.resolve(name + ".log");
        Files.deleteIfExists(log);
        Map<Release, ServiceLaunch> launches = new HashMap<>();
        for (Release release : releases) {
            ServiceLaunch launch = ServiceLaunch.of(name, release.jar(role), Map.copyOf(settings), log)
                    .appendingToLog();
            launches.put(release, launch.withJvmOptions(ClassArchive.options(launch, release)));
        }
        services.add(parts.add(new ServiceMember(role, releases, launches, crashes, incidents)));
    }

    private Map<String, String> mysqlSettings(String name) {
        List<MysqlAddress> servers = mysql.addresses();
        List<Integer> links = servers.stream()
                .map(server -> link(FaultyLink.openToMysql(name + "/mysql-" + server.port(), server.port())))
                .map(FaultyLink::port)
                .toList();
        Map<String, String> settings = new HashMap<>(new HotelDatabase(servers.get(0)).settings());
        if (links.size() == 1) { // as older versions know it, too
            settings.put("MYSQL_HOST", "127.0.0.1");
            settings.put("MYSQL_PORT", Integer.toString(links.get(0)));
        } else {
            settings.put(
                    "MYSQL_HOST",
                    links.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
        }
        return settings;
    }

    private FaultyLink link(FaultyLink link) {
        links.add(link);
        return parts.add(link);
    }
}

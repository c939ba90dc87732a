package com.billshotel.local.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.PubSub;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images, run as the manifests specify: a sequence of steps from an empty cluster to the replacement of MySQL's pod. Needs a
 * Docker engine and the images of {@code bin/images}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ContainerIT {
    private static final Logger log = LoggerFactory.getLogger(ContainerIT.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path FOLDER = Manifests.ROOT.resolve("lab/local/target/cluster");
    private static final String SERVER = "hotel-server";
    private static final String WORKER = "hotel-reserve-client";
    private static final int HOTELS = 100;
    private static final int MESSAGES = 20_000;

    /** The services' passwords may contain any character; MySQL's image restricts root's. */
    private static final Map<String, String> PASSWORDS = Map.of(
            "root_password", "root",
            "hotel_server_password", "the server's \\ own",
            "reserve_client_password", "the worker's \\ own");

    /** The only difference from the manifests: the broker of the overlay "local" instead of Google Cloud Pub/Sub. */
    private static final Map<String, String> WITH_BROKER =
            new HashMap<>(Map.of("PUBSUB_EMULATOR_HOST", "pubsub-broker:8085", "GOOGLE_CLOUD_PROJECT", PubSub.PROJECT));

    private static Cluster cluster;
    private static Pod server;
    private static Pod worker;
    private static Pod mysql;
    private static PubSub broker;

    @BeforeAll
    static void requireImages() {
        Manifests manifests = manifests();
        List<String> images = manifests.podTemplates().stream()
                .map(template ->
                        template.template().getSpec().getContainers().get(0).getImage())
                .toList();
        if (!Docker.has(images)) {
            log.warn("SKIPPED: no Docker engine with {}; bin/images builds ours", images);
            Assumptions.abort("no Docker engine with " + images);
        }
        cluster = new Cluster(manifests, FOLDER);
    }

    @AfterAll
    static void close() throws Exception {
        if (broker != null) {
            broker.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void services_withoutSecrets_waitAndLogWhatIsMissing() throws Exception {
        server = cluster.start(SERVER, Map.of());
        worker = cluster.start(WORKER, Map.of());

        awaitLog(
                server,
                "NOT_SERVING, waiting: MySQL: Secret hotel-mysql, key hotel_server_password: MYSQL_PASSWORD_FILE=");
        awaitLog(worker, "MySQL: Secret hotel-mysql, key reserve_client_password: MYSQL_PASSWORD_FILE=");
        awaitLog(worker, "/secrets/key.json");
        awaitLog(worker, "GOOGLE_APPLICATION_CREDENTIALS (on Kubernetes: Secret gcp-key, key key.json)");
        TimeUnit.SECONDS.sleep(3); // long enough for a service to exit because of it
        assertThat(server.isRunning() && worker.isRunning()).isTrue();
        assertThat(health(server, 50_051, "")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health(worker, 50_052, "")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health(server, 50_051, "liveness")).isEqualTo(ServingStatus.SERVING);
        assertThat(health(worker, 50_052, "liveness")).isEqualTo(ServingStatus.SERVING);
    }

    /** The server keeps running; the worker is restarted only to use another Pub/Sub endpoint. */
    @Test
    @Order(2)
    void services_withAllDependencies_areServing() throws Exception {
        cluster.remove(WORKER);
        cluster.putSecret("hotel-mysql", PASSWORDS);
        awaitLog(server, "Secret hotel-mysql-tls, key ca.crt: MYSQL_CA_FILE=");
        cluster.putSecret("hotel-mysql-tls", mysqlCertificate());
        awaitLog(server, "hotel-db:3306 does not answer");
        WITH_BROKER.put("GOOGLE_APPLICATION_CREDENTIALS", null);
        worker = cluster.start(WORKER, WITH_BROKER);
        mysql = cluster.start("hotel-db", Map.of());
        broker = new PubSub(cluster.start("pubsub-broker", Map.of()).address(8085));

        await(() -> health(server, 50_051, "") == ServingStatus.SERVING);
        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);
    }

    @Test
    @Order(3)
    void scenario_booksTheRoom() throws Exception {
        execute("INSERT INTO hotels VALUES(0,\"myhotel\",10000,100);");
        broker.publish(List.of("{\"id\": 0, \"is_cancel\": false, \"hotel_id\": 0, \"user_id\": 12345,"
                + " \"reserved_datetime\": 1700000000, \"checkin_datetime\": 1700604800}"));

        await(() -> rows("SELECT * FROM reserve_hotel").equals(List.of("0 0 0 12345 1700000000 1700604800")));
        assertThat(rows("SELECT * FROM hotels")).containsExactly("0 myhotel 10000 99");
        awaitLog(worker, "reservation 0 at hotel 0 for user 12345 CONFIRMED");
    }

    /** Each service has only the privileges that it needs. */
    @Test
    @Order(4)
    void mysqlUsers_haveMinimalPrivileges() throws Exception {
        assertThat(rows("SELECT TABLE_NAME, GROUP_CONCAT(PRIVILEGE_TYPE ORDER BY PRIVILEGE_TYPE)"
                        + " FROM information_schema.TABLE_PRIVILEGES"
                        + " WHERE GRANTEE LIKE '%reserve_client%' OR GRANTEE LIKE '%hotel_server%'"
                        + " GROUP BY TABLE_NAME"))
                .containsExactlyInAnyOrder(
                        "dead_letters INSERT,SELECT,UPDATE",
                        "hotel_details INSERT,SELECT,UPDATE",
                        "hotels INSERT,SELECT,UPDATE",
                        "rejections INSERT,SELECT,UPDATE",
                        "reserve_hotel INSERT,SELECT,UPDATE",
                        "room_changes INSERT,SELECT,UPDATE",
                        "room_holds INSERT,SELECT,UPDATE",
                        "schema_versions SELECT,SELECT"); // of both
        assertThat(rows("SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES"
                        + " WHERE GRANTEE LIKE '%reserve_client%' OR GRANTEE LIKE '%hotel_server%'"))
                .containsOnly("USAGE");
    }

    @Test
    @Order(5)
    void services_stoppedUnderLoad_loseNothing() throws Exception {
        createHotels();
        Thread publisher = new Thread(ContainerIT::publishAll);
        publisher.start();

        awaitBooked(MESSAGES / 10);
        assertStopsInOrder(worker);
        awaitBooked(MESSAGES / 2);
        assertStopsInOrder(server);
        awaitBooked(MESSAGES);

        publisher.join();
        assertThat(rows("SELECT COUNT(*), SUM(rooms_available) FROM hotels WHERE id > 0"))
                .containsExactly(HOTELS + " " + (HOTELS * 1_000 - MESSAGES));
        assertThat(rows("SELECT COUNT(*) FROM dead_letters")).containsExactly("0");
        assertThat(rows(Manifests.read(Manifests.ROOT.resolve("sql/audit.sql"))))
                .isEmpty();
    }

    @Test
    @Order(6)
    void mysql_restartedOnItsVolume_keepsItsData() throws Exception {
        List<String> before = rows("SELECT COUNT(*), SUM(id) FROM reserve_hotel");
        Docker.run("stop", "--time", "60", mysql.name());
        cluster.remove("hotel-db");
        await(() -> health(server, 50_051, "") == ServingStatus.NOT_SERVING);

        mysql = cluster.start("hotel-db", Map.of());

        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);
        assertThat(rows("SELECT COUNT(*), SUM(id) FROM reserve_hotel")).isEqualTo(before);
        broker.publish(List.of(booking(MESSAGES + 1)));
        awaitBooked(MESSAGES + 1);
    }

    @Test
    @Order(7)
    void worker_withoutATable_waitsForIt() throws Exception {
        execute("RENAME TABLE rejections TO away");
        awaitLog(worker, "are not those of sql/init.sql: tables are missing");

        execute("RENAME TABLE away TO rejections");

        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);
    }

    @Test
    @Order(8)
    void worker_withAWrongPassword_waitsForTheRightOne() throws Exception {
        cluster.remove(WORKER);
        Map<String, String> wrong = new HashMap<>(PASSWORDS);
        wrong.put("reserve_client_password", "wrong");
        cluster.putSecret("hotel-mysql", wrong);
        worker = cluster.start(WORKER, WITH_BROKER);
        awaitLog(worker, "hotel-db:3306 refuses user 'reserve_client': check MYSQL_USER and MYSQL_PASSWORD");

        cluster.putSecret("hotel-mysql", PASSWORDS);

        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);
    }

    @Test
    @Order(9)
    void worker_withoutSubscriptionAndTopic_logsHowToCreateThemAndWaits() throws Exception {
        cluster.remove(WORKER);
        Map<String, String> settings = new HashMap<>(WITH_BROKER);
        settings.put("RESERVE_SUBSCRIPTION", "missing-sub");
        settings.put("RESULT_TOPIC", "missing-topic");
        worker = cluster.start(WORKER, settings);
        awaitLog(worker, "gcloud pubsub subscriptions create projects/bills-hotel/subscriptions/missing-sub");
        assertThat(health(worker, 50_052, "")).isEqualTo(ServingStatus.NOT_SERVING);

        broker.createSubscription("missing-sub");
        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);

        broker.publish(List.of(booking(MESSAGES + 2)));
        awaitLog(
                worker, "NOT_SERVING, waiting: RESULT_TOPIC: there is no projects/bills-hotel/topics/missing-topic at");
        assertThat(health(worker, 50_052, "")).isEqualTo(ServingStatus.NOT_SERVING);

        broker.createTopic("missing-topic");
        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);

        cluster.remove(WORKER);
        worker = cluster.start(WORKER, WITH_BROKER);
        await(() -> health(worker, 50_052, "") == ServingStatus.SERVING);
    }

    /** The largest that Pub/Sub accepts; the worker's memory holds only a few at a time. */
    @Test
    @Order(10)
    void worker_withMessagesOfTenMegabytes_storesThemAndKeepsRunning() throws Exception {
        String largest = "x".repeat(9_900_000);
        Collections.nCopies(8, largest).forEach(broker::publish);

        await(() -> rows("SELECT COUNT(*) FROM dead_letters WHERE LENGTH(payload) = 9900000")
                .equals(List.of("8")));
        assertThat(worker.isRunning()).isTrue();
    }

    /** Prints start times but does not check them: they depend on the machine's load. */
    @ParameterizedTest
    @ValueSource(strings = {SERVER, WORKER})
    @Order(11)
    void service_restarted_isServing(String name) throws Exception {
        Pod pod = name.equals(SERVER) ? server : worker;
        int port = name.equals(SERVER) ? 50_051 : 50_052;
        pod.stop();
        pod.start();

        await(() -> health(pod, port, "") == ServingStatus.SERVING);
        System.out.println(
                name + " from start to SERVING: " + pod.startToServing().toMillis() + " ms");
    }

    private static Map<String, String> mysqlCertificate() throws IOException {
        Path issued = Files.createTempDirectory("mysql-certificate");
        new CertificateAuthority().issue(issued, "hotel-db");
        Map<String, String> files = new HashMap<>();
        for (String name : ManifestContract.TLS_KEYS) {
            files.put(name, Files.readString(issued.resolve(name)));
        }
        return files;
    }

    private static Manifests manifests() {
        Path k8s = Manifests.ROOT.resolve("k8s");
        return Manifests.files(Stream.concat(
                        Manifests.BASE.stream().map(k8s::resolve),
                        Stream.of(Manifests.ROOT.resolve("k8s-overlays/local/pubsub-broker.yml")))
                .toList());
    }

    private static void assertStopsInOrder(Pod pod) {
        System.out.println(pod.name() + " uses under load: " + pod.memory());
        assertThat(pod.stop()).as("exit code").isZero();
        assertThat(pod.log()).endsWith("stopped");
        pod.start();
    }

    private static void createHotels() throws SQLException {
        for (int id = 1; id <= HOTELS; id++) {
            execute("INSERT INTO hotels VALUES(" + id + ", 'hotel " + id + "', 1, 1000)");
        }
    }

    private static void publishAll() {
        for (int first = 1; first <= MESSAGES; first += 500) {
            broker.publish(IntStream.range(first, first + 500)
                    .mapToObj(ContainerIT::booking)
                    .toList());
        }
    }

    private static String booking(int id) {
        return "{\"id\": %d, \"hotel_id\": %d, \"user_id\": 7, \"reserved_datetime\": 1, \"checkin_datetime\": 2}"
                .formatted(id, 1 + id % HOTELS);
    }

    private static void awaitBooked(int count) throws Exception {
        await(() -> Integer.parseInt(
                        rows("SELECT COUNT(*) FROM reserve_hotel WHERE id > 0").get(0))
                >= count);
    }

    private static void awaitLog(Pod pod, String text) throws Exception {
        await(() -> pod.log().contains(text));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant limit = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            assertThat(Instant.now())
                    .as("time, with a limit of %s; see the logs in %s", LIMIT, FOLDER)
                    .isBefore(limit);
            TimeUnit.MILLISECONDS.sleep(500); // polling competes with the services for the processor
        }
    }

    private static ServingStatus health(Pod pod, int port, String service) throws InterruptedException {
        ManagedChannel channel = ManagedChannelBuilder.forTarget(pod.address(port))
                .usePlaintext()
                .build();
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus();
        } catch (StatusRuntimeException unavailable) {
            return ServingStatus.UNKNOWN;
        } finally {
            channel.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    private static void execute(String sql) throws SQLException {
        database().execute(sql);
    }

    private static List<String> rows(String sql) throws SQLException {
        return database().rows(sql).stream().map(row -> String.join(" ", row)).toList();
    }

    private static HotelDatabase database() {
        String[] address = mysql.address(3306).split(":");
        return new HotelDatabase(
                new MysqlAddress(address[0], Integer.parseInt(address[1]), "root", PASSWORDS.get("root_password")));
    }
}

package com.billshotel.local;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.process.Programs;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.Jdk;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Commands to try on a running system. Each is one line that a shell runs as it is printed, in any folder: {@code .ci/newcomer} does. */
final class NextSteps {
    private static final String QUERIES = "SELECT * FROM hotels; SELECT * FROM reserve_hotel;"
            + " SELECT message_id, reason, detail FROM dead_letters";

    private final LocalSystem system;
    private final MysqlAddress mysql;
    private final PortOptions ports;

    private NextSteps(LocalSystem system, PortOptions ports) {
        this.system = system;
        this.mysql = system.mysql();
        this.ports = ports;
    }

    static String of(LocalSystem system, PortOptions ports) {
        NextSteps steps = new NextSteps(system, ports);
        return String.join(
                "\n",
                "",
                "The system is running. Try it from another terminal; docs/quickstart.md has more, also for gcloud:",
                "",
                "# Publish a booking",
                steps.publish(),
                "# Query the services" + steps.ifMissing("grpcurl"),
                steps.getHotel(),
                steps.health(),
                steps.metrics(),
                "# Query the database, also at jdbc:mysql://%s:%d/%s?user=%s"
                        .formatted(steps.mysql.host(), steps.mysql.port(), HotelDatabase.NAME, steps.mysql.user()),
                steps.queries(),
                "# List the messages that could not be booked" + steps.ifPasswordNeeded(),
                steps.deadLetters(),
                "",
                "Press Ctrl-C to stop everything. The services' logs follow.",
                "");
    }

    private String publish() {
        String message = "{\"id\": 1, \"hotel_id\": 0, \"user_id\": 7,"
                + " \"reserved_datetime\": 1700000000, \"checkin_datetime\": 1700604800}";
        String data = "$(printf '" + message + "' | base64 | tr -d '\\n')";
        return "curl -sS -H 'Content-Type: application/json' -d '{\"messages\": [{\"data\": \"'" + data + "'\"}]}'"
                + " http://" + system.pubsubEndpoint() + "/v1/projects/" + PubSub.PROJECT + "/topics/" + PubSub.TOPIC
                + ":publish";
    }

    private String getHotel() {
        return "grpcurl -plaintext -d '{\"id\": 0}' localhost:" + ports.server() + " hotel.HotelService/GetHotel";
    }

    private String health() {
        return "grpcurl -plaintext localhost:" + ports.worker() + " grpc.health.v1.Health/Check";
    }

    private String metrics() {
        return "curl -sS localhost:" + ports.workerMetrics() + "/metrics";
    }

    private String queries() {
        return "%s -h %s -P %d -u %s%s %s -e '%s'"
                .formatted(
                        mysqlClient(),
                        mysql.host(),
                        mysql.port(),
                        mysql.user(),
                        mysql.password().isEmpty() ? "" : " -p",
                        HotelDatabase.NAME,
                        QUERIES);
    }

    private String deadLetters() {
        return "MYSQL_HOST=%s MYSQL_PORT=%d MYSQL_USER=%s %s -jar %s dead-letters list"
                .formatted(mysql.host(), mysql.port(), mysql.user(), java(), quoted(ProjectFiles.reserveClientJar()));
    }

    /** The installed client, otherwise that of the embedded server. */
    private String mysqlClient() {
        Optional<Path> own = Programs.onPath("mysql").isPresent() ? Optional.empty() : system.mysqlClient();
        // Without this option, MariaDB's client warns that it does not verify the server's certificate.
        return own.map(client -> quoted(client) + " --skip-ssl").orElse("mysql");
    }

    /** The JVM that runs the services, which the PATH may lack. */
    private static String java() {
        Path running = Jdk.running().home().resolve("bin/java");
        return Programs.onPath("java").filter(java -> isSame(java, running)).isPresent() ? "java" : quoted(running);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private String ifMissing(String program) {
        return Programs.onPath(program).isPresent() ? "" : " (" + program + " is not installed here)";
    }

    private String ifPasswordNeeded() {
        return mysql.password().isEmpty() ? "" : " (export MYSQL_PASSWORD first)";
    }

    /** As one word of a shell. */
    private static String quoted(Path path) {
        String word = path.toString();
        return word.matches("[\\w./:@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

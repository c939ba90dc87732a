package com.billshotel.local;

import com.billshotel.embedded.network.Ports;
import com.billshotel.local.parts.LabException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The ports of a local system, each with the option that changes it. {@code bin/quickstart} asks before the build whether they are free. */
final class PortOptions {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--mysql-port", defaultValue = "13306", paramLabel = "PORT", description = DEFAULT)
    private int mysql;

    @Option(names = "--pubsub-port", defaultValue = "8085", paramLabel = "PORT", description = DEFAULT)
    private int pubsub;

    @Option(names = "--server-port", defaultValue = "50051", paramLabel = "PORT", description = DEFAULT)
    private int server;

    @Option(names = "--worker-port", defaultValue = "50052", paramLabel = "PORT", description = DEFAULT)
    private int worker;

    @Option(names = "--server-metrics-port", defaultValue = "9464", paramLabel = "PORT", description = DEFAULT)
    private int serverMetrics;

    @Option(names = "--worker-metrics-port", defaultValue = "9465", paramLabel = "PORT", description = DEFAULT)
    private int workerMetrics;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            paramLabel = "N",
            description = "Added to each port, to run next to another system. " + DEFAULT)
    private int offset;

    int mysql() {
        return mysql + offset;
    }

    int pubsub() {
        return pubsub + offset;
    }

    int server() {
        return server + offset;
    }

    int worker() {
        return worker + offset;
    }

    int serverMetrics() {
        return serverMetrics + offset;
    }

    int workerMetrics() {
        return workerMetrics + offset;
    }

    /** @throws LabException that names every port that is in use or not allowed, and its option */
    void requireFree() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--mysql-port", mysql());
        ports.put("--pubsub-port", pubsub());
        ports.put("--server-port", server());
        ports.put("--worker-port", worker());
        ports.put("--server-metrics-port", serverMetrics());
        ports.put("--worker-metrics-port", workerMetrics());
        String unusable = ports.entrySet().stream()
                .filter(port -> !isUsable(port.getValue()))
                .map(port -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(", "));
        if (!unusable.isEmpty()) {
            throw new LabException(
                    "ports in use or not allowed: " + unusable + "; choose others, for example with --port-offset 100");
        }
    }

    private static boolean isUsable(int port) {
        return port >= 1 && port <= HIGHEST_PORT && Ports.isFree(port);
    }
}

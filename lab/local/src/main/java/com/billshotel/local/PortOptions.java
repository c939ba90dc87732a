package com.billshotel.local;

import com.billshotel.embedded.network.Ports;
import com.billshotel.local.parts.LabException;
import java.util.Map;
import picocli.CommandLine.Option;

/** The ports of a local system, each with the option that changes it. */
final class PortOptions {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--mysql-port", defaultValue = "13306", paramLabel = "PORT", description = DEFAULT)
    int mysql;

    @Option(names = "--pubsub-port", defaultValue = "8085", paramLabel = "PORT", description = DEFAULT)
    int pubsub;

    @Option(names = "--server-port", defaultValue = "50051", paramLabel = "PORT", description = DEFAULT)
    int server;

    @Option(names = "--worker-port", defaultValue = "50052", paramLabel = "PORT", description = DEFAULT)
    int worker;

    @Option(names = "--server-metrics-port", defaultValue = "9464", paramLabel = "PORT", description = DEFAULT)
    int serverMetrics;

    @Option(names = "--worker-metrics-port", defaultValue = "9465", paramLabel = "PORT", description = DEFAULT)
    int workerMetrics;

    /** @throws LabException that names the port and its option if a port is in use or not allowed */
    void requireFree() {
        Map.of(
                        "--mysql-port", mysql,
                        "--pubsub-port", pubsub,
                        "--server-port", server,
                        "--worker-port", worker,
                        "--server-metrics-port", serverMetrics,
                        "--worker-metrics-port", workerMetrics)
                .forEach(PortOptions::requireFree);
    }

    private static void requireFree(String option, int port) {
        if (port < 1 || port > HIGHEST_PORT || !Ports.isFree(port)) {
            throw new LabException("port " + port + " is in use or not allowed: choose another one with " + option);
        }
    }
}

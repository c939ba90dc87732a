package com.billshotel.local;

import com.billshotel.local.parts.LocalException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import picocli.CommandLine.Option;

/** The ports of a system on this machine, each with the option that changes it. */
final class PortOptions {
    @Option(names = "--mysql-port", defaultValue = "13306", paramLabel = "PORT", description = DESCRIPTION)
    int mysql;

    @Option(names = "--pubsub-port", defaultValue = "8085", paramLabel = "PORT", description = DESCRIPTION)
    int pubsub;

    @Option(names = "--server-port", defaultValue = "50051", paramLabel = "PORT", description = DESCRIPTION)
    int server;

    @Option(names = "--worker-port", defaultValue = "50052", paramLabel = "PORT", description = DESCRIPTION)
    int worker;

    @Option(names = "--server-metrics-port", defaultValue = "9464", paramLabel = "PORT", description = DESCRIPTION)
    int serverMetrics;

    @Option(names = "--worker-metrics-port", defaultValue = "9465", paramLabel = "PORT", description = DESCRIPTION)
    int workerMetrics;

    private static final String DESCRIPTION = "Default: ${DEFAULT-VALUE}.";

    /** @throws LocalException that names the port and its option if one of them is taken */
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
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of an earlier run that still linger do not count
            socket.bind(new InetSocketAddress(port));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new LocalException("port " + port + " cannot be used (" + unusable.getMessage() + "): choose another"
                    + " with " + option);
        }
    }
}

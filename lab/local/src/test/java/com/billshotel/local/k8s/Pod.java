package com.billshotel.local.k8s;

import io.kubernetes.client.openapi.models.V1PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container that stands in for a pod. */
final class Pod {
    private static final Pattern SERVING = Pattern.compile("(?m)^(\\S+Z) +\\S+ +HealthMonitor +SERVING$");

    private final String name;
    private final V1PodSpec spec;

    Pod(String name, V1PodSpec spec) {
        this.name = name;
        this.spec = spec;
    }

    String name() {
        return name;
    }

    String log() {
        return Docker.run("logs", name);
    }

    boolean isRunning() {
        return inspect("{{.State.Running}}").equals("true");
    }

    /** The host and port on this machine that a container port is published at. */
    String address(int port) {
        return Docker.run("port", name, port + "/tcp").lines().findFirst().orElseThrow();
    }

    void start() {
        Docker.run("start", name);
    }

    /**
     * SIGTERM, then SIGKILL after the manifest's grace period minus its preStop pause.
     *
     * @return the exit code
     */
    int stop() {
        long pause = spec.getContainers()
                .get(0)
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();
        Docker.run("stop", "--time", Long.toString(spec.getTerminationGracePeriodSeconds() - pause), name);
        return Integer.parseInt(inspect("{{.State.ExitCode}}"));
    }

    /** The time from the latest start of the process to its log line SERVING. */
    Duration startToServing() {
        Instant start = Instant.parse(inspect("{{.State.StartedAt}}"));
        Matcher lines = SERVING.matcher(log());
        return lines.results()
                .map(line -> Instant.parse(line.group(1)))
                .filter(serving -> serving.isAfter(start))
                .findFirst()
                .map(serving -> Duration.between(start, serving))
                .orElseThrow(() -> new IllegalStateException(name + " is not SERVING"));
    }

    /** Its memory usage as Kubernetes counts it, formatted for display. */
    String memory() {
        return Docker.run("stats", "--no-stream", "--format", "{{.MemUsage}}", name);
    }

    private String inspect(String format) {
        return Docker.run("inspect", "--format", format, name);
    }
}

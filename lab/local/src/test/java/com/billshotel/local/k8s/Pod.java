package com.billshotel.local.k8s;

import io.kubernetes.client.openapi.models.V1PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running container that stands for a pod. */
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

    /** Host and port on this machine. */
    String address(int port) {
        return Docker.run("port", name, port + "/tcp").lines().findFirst().orElseThrow();
    }

    void start() {
        Docker.run("start", name);
    }

    /**
     * SIGTERM, and SIGKILL after the grace period of the manifest less its preStop pause.
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

    /** From the start of the process to the line that says SERVING, in the latest run. */
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

    /** As Kubernetes would count it, for people. */
    String memory() {
        return Docker.run("stats", "--no-stream", "--format", "{{.MemUsage}}", name);
    }

    private String inspect(String format) {
        return Docker.run("inspect", "--format", format, name);
    }
}

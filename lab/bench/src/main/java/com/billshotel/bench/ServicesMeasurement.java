package com.billshotel.bench;

import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.ImageLaunch;
import com.billshotel.local.parts.Jdk;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Both services in separate processes, started from their jars: the time until SERVING, and the memory used while they process a
 * backlog. On the JDK that runs the benchmark and, as in the images, on JDK 25 with an AOT cache.
 */
final class ServicesMeasurement implements Measurement {
    private static final String SERVER = "hotel-server";
    private static final String WORKER = "reserve-client";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Plan plan;
    private final Progress progress;

    ServicesMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        try (PubSubBroker broker = PubSubBroker.start(0)) {
            Backlog backlog = new Backlog(fixture, broker.endpoint(), plan.backlog());
            fixture.database().reset(Backlog.HOTELS);
            backlog.publish();
            Optional<Jdk> newest = Jdk.withAotCache();
            String running = Integer.toString(Runtime.version().feature());
            starts(Jdk.running(), running, backlog, fixture, results);
            if (newest.isPresent()) {
                starts(newest.get(), "aot", backlog, fixture, results);
            } else {
                results.withhold("start_s." + SERVER + ".aot", "no JDK 25 found");
                results.withhold("start_s." + WORKER + ".aot", "no JDK 25 found");
            }
            load(newest.orElse(Jdk.running()), newest.isPresent(), backlog, fixture, results);
        }
    }

    /** The worker gets an empty subscription: the backlog must last until {@link #load}. */
    private void starts(Jdk jdk, String label, Backlog backlog, Fixture fixture, Results results) throws Exception {
        for (String service : List.of(SERVER, WORKER)) {
            Map<String, String> settings = backlog.idleSettings(fixture.target());
            List<String> options = label.equals("aot") ? recordAotCache(service, jdk, settings) : List.of();
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < plan.starts(); i++) {
                seconds.add(secondsToServing(service, jdk, options, settings));
            }
            String figure = "start_s." + service + "." + label;
            results.add(figure, ThroughputMeasurement.median(seconds), List.of());
            progress.say("%-26s %.2f s", figure, ThroughputMeasurement.median(seconds));
        }
    }

    /** Records the cache during one start, as the build of an image does; returns the options to use it. */
    private static List<String> recordAotCache(String service, Jdk jdk, Map<String, String> settings) throws Exception {
        Path cache = aotCache(service);
        Files.deleteIfExists(cache);
        secondsToServing(service, jdk, List.of("-XX:AOTCacheOutput=" + cache), settings);
        return options(service, true);
    }

    private static double secondsToServing(String service, Jdk jdk, List<String> options, Map<String, String> settings)
            throws InterruptedException {
        try (ServiceProcess process = start(service, jdk, options, settings)) {
            return process.awaitServing(START_LIMIT).toNanos() / 1e9;
        }
    }

    private void load(Jdk jdk, boolean cached, Backlog backlog, Fixture fixture, Results results) throws Exception {
        try (ServiceProcess server = start(SERVER, jdk, options(SERVER, cached), fixture.settings(Map.of()))) {
            server.awaitServing(START_LIMIT);
            Map<String, String> settings = backlog.settings(server.target());
            try (ServiceProcess worker = start(WORKER, jdk, options(WORKER, cached), settings)) {
                double perSecond = backlog.await();
                List<String> problems = fixture.database().problems(backlog.messages());
                add("processes_per_s", OptionalDouble.of(perSecond), problems, results);
                add("memory_mb." + SERVER, server.peakMegabytes(), problems, results);
                add("memory_mb." + WORKER, worker.peakMegabytes(), problems, results);
            }
        }
    }

    private static ServiceProcess start(String service, Jdk jdk, List<String> options, Map<String, String> settings) {
        return ServiceProcess.start(ImageLaunch.of(service, jdk, options, settings, scratch()));
    }

    private static List<String> options(String service, boolean cached) {
        return cached ? List.of("-XX:AOTCache=" + aotCache(service)) : List.of();
    }

    private static Path aotCache(String service) {
        return scratch().resolve(service + ".aot");
    }

    /** A folder for files that are needed only during a run. */
    static Path scratch() {
        return ProjectFiles.folder("lab/bench/target/run");
    }

    private void add(String figure, OptionalDouble value, List<String> problems, Results results) {
        if (value.isEmpty()) {
            results.withhold(figure, "not available on this operating system");
            return;
        }
        results.add(figure, value.getAsDouble(), problems);
        progress.say("%-26s %,.0f", figure, value.getAsDouble());
    }
}

package com.billshotel.bench;

import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.ImageLaunch;
import com.billshotel.local.parts.Jdk;
import com.billshotel.local.parts.LabException;
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
import java.util.stream.Stream;

/**
 * Both services in separate processes, started from their jars: the time until SERVING, and the memory used while they process a
 * backlog. On the JDK that runs the benchmark and, as in the images, on JDK 25 with an AOT cache.
 */
final class ServicesMeasurement implements Measurement {
    private static final String SERVER = "hotel-server";
    private static final String WORKER = "reserve-client";
    private static final List<String> SERVICES = List.of(SERVER, WORKER);
    private static final String RUNNING = Integer.toString(Runtime.version().feature());
    private static final String AOT = "aot";
    private static final String PER_SECOND = "processes_per_s";
    private static final String MEMORY = "memory_mb.";
    private static final List<String> LOAD_FIGURES = List.of(PER_SECOND, MEMORY + SERVER, MEMORY + WORKER);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration AOT_CACHE_LIMIT = Duration.ofMinutes(3);

    private final Plan plan;
    private final Progress progress;

    ServicesMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return Stream.concat(
                        Stream.of(RUNNING, AOT)
                                .flatMap(label -> SERVICES.stream().map(service -> startFigure(service, label))),
                        LOAD_FIGURES.stream())
                .toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        try (PubSubBroker broker = PubSubBroker.start(0)) {
            Backlog backlog = new Backlog(fixture, broker.endpoint(), plan.backlog());
            fixture.database().reset(Backlog.HOTELS);
            backlog.publish();
            Optional<Jdk> newest = Jdk.withAotCache();
            starts(Jdk.running(), RUNNING, backlog, fixture, results);
            if (newest.isPresent()) {
                starts(newest.get(), AOT, backlog, fixture, results);
            } else {
                SERVICES.forEach(service -> results.withhold(startFigure(service, AOT), "no JDK 25 found"));
            }
            results.attempt(
                    "services under load",
                    LOAD_FIGURES,
                    () -> load(newest.orElse(Jdk.running()), newest.isPresent(), backlog, fixture, results));
        }
    }

    private void starts(Jdk jdk, String label, Backlog backlog, Fixture fixture, Results results)
            throws InterruptedException {
        for (String service : SERVICES) {
            String figure = startFigure(service, label);
            results.attempt("start of " + service, List.of(figure), () -> {
                double seconds = secondsToServing(service, jdk, label.equals(AOT), backlog, fixture);
                results.add(figure, seconds, List.of());
                progress.say("%-26s %.2f s", figure, seconds);
            });
        }
    }

    /** The worker gets an empty subscription: the backlog must last until {@link #load}. */
    private double secondsToServing(String service, Jdk jdk, boolean cached, Backlog backlog, Fixture fixture)
            throws Exception {
        Map<String, String> settings = backlog.idleSettings(fixture.target());
        if (cached) {
            recordAotCache(service, jdk, settings);
        }
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < plan.starts(); i++) {
            try (ServiceProcess process = start(service, jdk, options(service, cached), settings)) {
                seconds.add(process.awaitServing(START_LIMIT).toNanos() / 1e9);
            }
        }
        return ThroughputMeasurement.median(seconds);
    }

    /** Records the cache during one start, as the build of an image does. The JVM writes it after the service has stopped. */
    private static void recordAotCache(String service, Jdk jdk, Map<String, String> settings) throws Exception {
        Path cache = aotCache(service);
        Files.deleteIfExists(cache);
        try (ServiceProcess process = start(service, jdk, List.of("-XX:AOTCacheOutput=" + cache), settings)) {
            process.awaitServing(START_LIMIT);
            process.terminate();
            if (!process.awaitExit(AOT_CACHE_LIMIT) || !Files.exists(cache)) {
                throw new LabException(
                        "no AOT cache was written within " + AOT_CACHE_LIMIT.toSeconds() + " s; see " + process.log());
            }
        }
    }

    private void load(Jdk jdk, boolean cached, Backlog backlog, Fixture fixture, Results results) throws Exception {
        try (ServiceProcess server = start(SERVER, jdk, options(SERVER, cached), fixture.settings(Map.of()))) {
            server.awaitServing(START_LIMIT);
            Map<String, String> settings = backlog.settings(server.target());
            try (ServiceProcess worker = start(WORKER, jdk, options(WORKER, cached), settings)) {
                double perSecond = backlog.await(server, worker);
                List<String> problems = fixture.database().problems(backlog.messages());
                add(PER_SECOND, OptionalDouble.of(perSecond), problems, results);
                add(MEMORY + SERVER, server.peakMegabytes(), problems, results);
                add(MEMORY + WORKER, worker.peakMegabytes(), problems, results);
            }
        }
    }

    private static String startFigure(String service, String label) {
        return "start_s." + service + "." + label;
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

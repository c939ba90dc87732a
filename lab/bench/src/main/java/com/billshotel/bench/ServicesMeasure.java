package com.billshotel.bench;

import com.billshotel.embedded.pubsub.PubSubBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Both services as processes, from their jars: how long until SERVING, and how much memory while they work off a backlog. On
 * the Java of this run, and, as in the images, on JDK 25 with an AOT cache.
 */
final class ServicesMeasure implements Measure {
    private static final String SERVER = "hotel-server";
    private static final String WORKER = "reserve-client";

    /** Known to JDK 25, which is also the first with a cache. */
    private static final String COMPACT_HEADERS = "-XX:+UseCompactObjectHeaders";

    private final Plan plan;
    private final Progress progress;

    ServicesMeasure(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public void run(Rig rig, Results results) throws Exception {
        try (PubSubBroker broker = PubSubBroker.start(0)) {
            Backlog backlog = new Backlog(rig, broker.endpoint(), plan.backlog());
            rig.database().reset(Backlog.HOTELS);
            backlog.publish();
            Optional<Jdk> newest = Jdk.withAotCache();
            String running = Integer.toString(Runtime.version().feature());
            starts(Jdk.running(), running, backlog, rig, results);
            if (newest.isPresent()) {
                starts(newest.get(), "aot", backlog, rig, results);
            } else {
                results.withhold("start_s." + SERVER + ".aot", "no JDK 25 found");
                results.withhold("start_s." + WORKER + ".aot", "no JDK 25 found");
            }
            load(newest.orElse(Jdk.running()), newest.isPresent(), backlog, rig, results);
        }
    }

    /** The worker is pointed at a subscription that is not the backlog's, which is to stay as it is until the load. */
    private void starts(Jdk jdk, String label, Backlog backlog, Rig rig, Results results) throws Exception {
        for (String service : List.of(SERVER, WORKER)) {
            Map<String, String> settings = backlog.idleSettings(rig.target());
            List<String> flags = label.equals("aot") ? aotCache(service, jdk, settings) : List.of();
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < plan.starts(); i++) {
                try (JarProcess process = JarProcess.start(service, jdk, flags, settings)) {
                    seconds.add(process.awaitServing());
                }
            }
            String figure = "start_s." + service + "." + label;
            results.add(figure, ThroughputMeasure.median(seconds), List.of());
            progress.say("%-26s %.2f s", figure, ThroughputMeasure.median(seconds));
        }
    }

    /** One start to learn from, as when an image is built. */
    private static List<String> aotCache(String service, Jdk jdk, Map<String, String> settings) throws Exception {
        Path cache = ProjectFiles.scratch().resolve(service + ".aot");
        Files.deleteIfExists(cache);
        List<String> training = List.of(COMPACT_HEADERS, "-XX:AOTCacheOutput=" + cache);
        try (JarProcess process = JarProcess.start(service, jdk, training, settings)) {
            process.awaitServing();
        }
        return List.of(COMPACT_HEADERS, "-XX:AOTCache=" + cache);
    }

    private void load(Jdk jdk, boolean cached, Backlog backlog, Rig rig, Results results) throws Exception {
        try (JarProcess server = JarProcess.start(SERVER, jdk, flags(SERVER, cached), rig.settings(Map.of()))) {
            server.awaitServing();
            Map<String, String> settings = backlog.settings(server.target());
            try (JarProcess worker = JarProcess.start(WORKER, jdk, flags(WORKER, cached), settings)) {
                double perSecond = backlog.await();
                List<String> problems = rig.database().problems(backlog.messages());
                add("processes_per_s", OptionalDouble.of(perSecond), problems, results);
                add("memory_mb." + SERVER, server.peakMegabytes(), problems, results);
                add("memory_mb." + WORKER, worker.peakMegabytes(), problems, results);
            }
        }
    }

    private static List<String> flags(String service, boolean cached) throws Exception {
        return cached
                ? List.of(
                        COMPACT_HEADERS,
                        "-XX:AOTCache=" + ProjectFiles.scratch().resolve(service + ".aot"))
                : List.of();
    }

    private void add(String figure, OptionalDouble value, List<String> problems, Results results) {
        if (value.isEmpty()) {
            results.withhold(figure, "this system does not tell");
            return;
        }
        results.add(figure, value.getAsDouble(), problems);
        progress.say("%-26s %,.0f", figure, value.getAsDouble());
    }
}

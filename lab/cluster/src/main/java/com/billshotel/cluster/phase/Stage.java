package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.docs.Guide;
import com.billshotel.cluster.kube.Cluster;
import com.billshotel.cluster.kube.LogFiles;
import com.billshotel.cluster.kube.PortForward;
import com.billshotel.cluster.kube.Shell;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.cluster.report.Console;
import com.billshotel.cluster.report.Report;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.runtime.app.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What all phases use: the cluster, the shell, the documentation, the report. */
public final class Stage implements AutoCloseable {
    static final List<String> SERVICES = List.of("hotel-server", "hotel-reserve-client");
    static final Duration ROLLOUT_LIMIT = Duration.ofMinutes(5);

    private static final String BOTH = String.join(" ", SERVICES);

    final Options options;
    final Console console;
    final Report report;
    final Shell shell;
    final Cluster cluster;
    final LogFiles logs;
    final Installation installation;
    final Guide kubernetes = page("docs/kubernetes.md");
    final Guide operations = page("docs/operations.md");
    final Guide upgrading = page("docs/upgrading.md");

    /** Ports that a phase forwards; closed at its end. */
    private RunningService forwards = new RunningService();

    private volatile boolean closed;

    private Stage(Options options, Console console, Report report, Shell shell, Cluster cluster, Path logs) {
        this.options = options;
        this.console = console;
        this.report = report;
        this.shell = shell;
        this.cluster = cluster;
        this.logs = LogFiles.follow(cluster, logs);
        this.installation = new Installation(this);
    }

    /**
     * A stage in the cluster of the current context.
     *
     * @param home a home folder for scripts, empty
     * @param deletes whether to delete a system that is there
     * @throws LabException if a system is there that may not be deleted
     */
    public static Stage in(Path home, Options options, Console console, Report report, boolean deletes)
            throws Exception {
        Shell shell = new Shell(ProjectFiles.ROOT, home);
        Cluster cluster = Cluster.of(shell.useCopyOfKubeconfig());
        String context = shell.run("kubectl config current-context").strip();
        console.say("context " + context + ", " + cluster.address() + "; results in " + options.results());
        if (cluster.namespace(Cluster.NAMESPACE).isPresent() && !deletes) {
            throw new LabException("the namespace " + Cluster.NAMESPACE + " exists already in the context " + context
                    + ": delete it, or let --force-delete do so, with everything in it");
        }
        shell.run("kubectl config set-context --current --namespace=" + Cluster.NAMESPACE);
        Stage stage = new Stage(options, console, report, shell, cluster, emptyLogs(options.results()));
        stage.installation.delete();
        return stage;
    }

    /** Runs a phase from the state that it needs. A failure goes into the report. */
    public void run(Phase phase) {
        if (closed) {
            return;
        }
        console.say("== " + phase + ": " + phase.description());
        try {
            installation.bringTo(phase.needs());
            installation.becomes(phase.leaves());
            phase.run(this);
        } catch (Exception failure) {
            installation.becomes(Installation.State.UNKNOWN);
            console.say(String.valueOf(failure.getMessage()));
            report.failed(
                    phase.toString(), failure instanceof LabException ? failure.getMessage() : failure.toString());
        } finally {
            forwards.close();
            forwards = new RunningService();
        }
    }

    /** Deletes whatever is left. */
    @Override
    public void close() {
        closed = true;
        forwards.close();
        logs.close();
        installation.delete();
        Probes.delete(shell, cluster);
    }

    Load load() throws Exception {
        console.say(options.rate() + " bookings per second");
        return forwards.add(Load.start(shell, cluster, console, options.rate()));
    }

    /** Runs a block of the documentation and shows its first line and its duration. */
    String run(Block block) throws Exception {
        return console.step(block.title(), () -> shell.run(block.text()));
    }

    /** Runs a block of the documentation in the background, until the phase ends. */
    PortForward forward(Block block) {
        PortForward forward = PortForward.of(shell, block.text(), block.port());
        console.say(block.title());
        return forwards.add(forward);
    }

    /** Waits until every replica of both services is the current one and Ready, and all others have ended. */
    void awaitServices() throws InterruptedException {
        console.await("both services", ROLLOUT_LIMIT, () -> Stream.concat(
                        SERVICES.stream().map(cluster::unfinished).flatMap(Optional::stream), ending())
                .findFirst());
    }

    /** Waits until all pods are Ready, or have done their work. */
    void awaitPods() throws InterruptedException {
        console.await("all pods", ROLLOUT_LIMIT, () -> cluster.pods().stream()
                .filter(pod -> !Cluster.isReady(pod) && !Cluster.hasSucceeded(pod))
                .map(pod -> pod.getMetadata().getName() + " is not Ready")
                .findFirst());
    }

    void scale(int replicas) {
        shell.run("kubectl scale deployment " + BOTH + " --replicas=" + replicas);
    }

    /** Reports how long bookings were interrupted, as figures without a goal. */
    void reportWaits(String phase, Waits waits) {
        report.figure(phase, "pause of bookings", Report.seconds(waits.pause()));
        report.figure(phase, "longest wait of " + waits.messages() + " messages", Report.seconds(waits.longest()));
    }

    /** Ends the load, and reports what is wrong with the result and what the logs say. */
    void finish(Load load, String phase) throws Exception {
        report.none(phase, "messages lost or booked twice, hotels overbooked", load.finish());
        checkLogs(phase);
    }

    void checkLogs(String phase) {
        report.none(phase, "lines of stack traces in logs", logs.newStackTraces());
    }

    private Stream<String> ending() {
        return cluster.pods().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() != null)
                .map(pod -> pod.getMetadata().getName() + " is ending");
    }

    private static Guide page(String name) {
        return Guide.read(ProjectFiles.ROOT.resolve(name));
    }

    /** A folder for logs, without those of an earlier run. */
    private static Path emptyLogs(Path results) throws IOException {
        Path folder = Files.createDirectories(results.resolve("logs"));
        try (Stream<Path> old = Files.list(folder)) {
            for (Path log : old.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.delete(log);
            }
        }
        return folder;
    }
}

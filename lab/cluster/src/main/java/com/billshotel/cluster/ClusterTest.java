package com.billshotel.cluster;

import com.billshotel.cluster.phase.Options;
import com.billshotel.cluster.phase.Phase;
import com.billshotel.cluster.phase.Stage;
import com.billshotel.cluster.report.Console;
import com.billshotel.cluster.report.Report;
import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/cluster-test}: installs the system on a Kubernetes cluster, disturbs it, and checks that it keeps its promises. */
@Command(
        name = "cluster-test",
        mixinStandardHelpOptions = true,
        description = {
            "Installs the system on the Kubernetes cluster of the current context with the commands of docs/kubernetes.md, then"
                    + " restarts, scales, stops and deletes parts of it while bookings arrive, and checks that none is lost.",
            "",
            "The cluster needs the images (bin/images), a default StorageClass and a network that enforces NetworkPolicies; this"
                    + " machine needs kubectl, gcloud and openssl. The test creates and deletes the namespace bills-hotel, and"
                    + " for probes the namespaces monitoring and elsewhere; it touches no other, and none that exists already."
                    + " The kubeconfig and the home folder that the commands use are copies.",
            "",
            "For the phase upgrade, first build the images of the last release, and load them into the cluster if it does not"
                    + " use this machine's Docker engine: bin/cluster-test images REF",
            "",
            "The exit code is 1 if a goal is missed. Results and the logs of all pods go into a folder."
        })
public final class ClusterTest implements Callable<Integer> {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PHASE",
            description = "Run only these, in this order: ${COMPLETION-CANDIDATES}.")
    private Set<Phase> only = EnumSet.allOf(Phase.class);

    @Option(
            names = "--rate",
            defaultValue = "100",
            paramLabel = "N",
            description = "Bookings per second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--rollouts",
            defaultValue = "5",
            paramLabel = "N",
            description = "How often to restart the services. Default: ${DEFAULT-VALUE}.")
    private int rollouts;

    @Option(
            names = "--outages",
            defaultValue = "10",
            paramLabel = "N",
            description = "How often to stop and start hotel-server. Default: ${DEFAULT-VALUE}.")
    private int outages;

    @Option(
            names = "--upgrade-from",
            paramLabel = "REF",
            description = "The last release, for the phase upgrade. Default: none, and the phase is skipped.")
    private Optional<String> release = Optional.empty();

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where results and logs go. Default: lab/cluster/target/results.")
    private Path results = ProjectFiles.ROOT.resolve("lab/cluster/target/results");

    @Option(
            names = "--tolerate-slow",
            description =
                    "Exit with 0 although something took longer than its goal, on a machine that does other work.")
    private boolean toleratesSlow;

    @Option(names = "--keep", description = "Leave the system in the cluster.")
    private boolean keep;

    @Option(
            names = "--force-delete",
            description = "Delete the namespace bills-hotel first, with everything in it, if it exists.")
    private boolean forceDelete;

    private ClusterTest() {}

    public static void main(String[] arguments) {
        LabCommand.main(new ClusterTest(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("cluster-test");
        Console console = new Console(System.out);
        Report report = new Report(console);
        Options options =
                new Options(rate, rollouts, outages, results.toAbsolutePath(), release.map(ClusterTest::checkout));
        Stage stage = Stage.in(home, options, console, report, forceDelete);
        // Also runs on Ctrl-C.
        Thread cleaning = new Thread(() -> clean(stage, home), "cleaning");
        Runtime.getRuntime().addShutdownHook(cleaning);
        only.stream().sorted().forEach(stage::run);
        report.write(options.results());
        System.out.println("\n" + report.table());
        return report.isGood(toleratesSlow) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void clean(Stage stage, Path home) {
        if (!keep) {
            stage.close();
        }
        delete(home);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            System.err.println(folder + " could not be deleted: " + left);
        }
    }

    /** Where {@code bin/cluster-test images} puts it. */
    private static Path checkout(String ref) {
        Path folder = ProjectFiles.ROOT.resolve("lab/cluster/target/releases").resolve(ref);
        if (!Files.exists(folder)) {
            throw new LabException(folder + " is missing: first run bin/cluster-test images " + ref);
        }
        return folder;
    }
}

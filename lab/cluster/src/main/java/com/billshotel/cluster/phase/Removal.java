package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.kube.Cluster;
import com.billshotel.cluster.report.Report;
import java.time.Duration;
import java.util.List;

/** Removes the system as documented, and looks for what is left after each step. */
final class Removal {
    private static final String PHASE = Phase.REMOVAL.toString();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String LEFT =
            """
            kinds=$(kubectl api-resources --verbs=list --output=name | grep -v -e '^events' -e metrics | paste -sd ,)
            kubectl get "$kinds" --all-namespaces --selector=app.kubernetes.io/part-of=bills-hotel --ignore-not-found \\
              --output=name 2>/dev/null""";

    private Removal() {}

    static void run(Stage stage) throws Exception {
        long begun = System.nanoTime();
        Block block = stage.operations.script("Removal", script -> script.contains("kubectl delete -k"));
        for (String command : block.commands()) {
            stage.run(new Block("sh", command));
            if (command.startsWith("kubectl delete -k")) {
                stage.console.await("objects to be deleted", LIMIT, () -> left(stage).stream()
                        .findFirst());
            }
            if (command.startsWith("kubectl delete pvc")) {
                stage.report.none(PHASE, "volume claims left", stage.cluster.claims());
            }
        }
        stage.report.figure(PHASE, "removed", Report.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        stage.report.none(PHASE, "objects left", left(stage));
        stage.report.check(
                PHASE,
                "namespace gone",
                stage.cluster.namespace(Cluster.NAMESPACE).isEmpty());
    }

    private static List<String> left(Stage stage) {
        return stage.shell.run(LEFT).lines().toList();
    }
}

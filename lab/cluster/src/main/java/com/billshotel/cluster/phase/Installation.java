package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.kube.Cluster;
import java.time.Duration;
import java.util.List;

/** Installs and removes the system with the commands of the documentation. */
final class Installation {
    private static final String SECTION = "Laptop, without a cloud account";
    private static final Duration DELETE_LIMIT = Duration.ofMinutes(5);

    private final Stage stage;
    private State state = State.UNKNOWN;

    Installation(Stage stage) {
        this.stage = stage;
    }

    /** What is in the cluster. */
    enum State {
        EMPTY,
        /** The local overlay, at the end with mutual TLS; all pods Ready. */
        INSTALLED,
        UNKNOWN
    }

    void becomes(State next) {
        state = next;
    }

    void bringTo(State wanted) throws Exception {
        if (state == wanted) {
            return;
        }
        if (state != State.EMPTY) {
            delete();
        }
        if (wanted == State.INSTALLED) {
            stage.run(namespaceAndSecrets());
            stage.run(apply());
            becomes(State.INSTALLED);
        }
    }

    /** All scripts, in order, except the one that prepares the machine. */
    List<Block> blocks() {
        return stage.kubernetes.scripts(SECTION).stream()
                .filter(block -> !block.preparesMachine())
                .toList();
    }

    /** The scripts that depend on the machine, which are left out. */
    List<Block> skipped() {
        return stage.kubernetes.scripts(SECTION).stream()
                .filter(Block::preparesMachine)
                .toList();
    }

    Block namespaceAndSecrets() {
        return stage.kubernetes.script(SECTION, block -> block.contains("kubectl create namespace"));
    }

    Block apply() {
        return stage.kubernetes.script(SECTION, block -> block.contains("kubectl apply -k"));
    }

    /** Applies the local overlay to a system that is there. Does not wait as documented, which fails if a pod ends meanwhile. */
    void applyAgain() throws Exception {
        stage.run(apply().only(command -> command.startsWith("kubectl apply")));
        stage.awaitServices();
        stage.awaitPods();
    }

    /** Deletes the namespace with everything in it, and waits until it is gone. */
    void delete() {
        if (stage.cluster.namespace(Cluster.NAMESPACE).isPresent()) {
            stage.console.say("deleting the namespace " + Cluster.NAMESPACE);
            stage.shell.run(
                    "kubectl delete namespace " + Cluster.NAMESPACE + " --timeout=" + DELETE_LIMIT.toSeconds() + "s");
        }
        becomes(State.EMPTY);
    }
}

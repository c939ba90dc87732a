package com.billshotel.cluster.phase;

import com.billshotel.cluster.kube.Cluster;
import com.billshotel.cluster.kube.Shell;
import com.billshotel.local.parts.LabException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pods that only try to connect: with and without the labels of callers, and in other namespaces. They meet the restricted Pod
 * Security Standard and use MySQL's image, which is there anyway and has bash.
 */
final class Probes implements AutoCloseable {
    static final String MONITORING = "monitoring";
    static final String ELSEWHERE = "elsewhere";

    /** Marks a namespace as one that may be deleted. */
    private static final String OWN_LABEL = "billshotel.com/cluster-test";

    private static final List<String> NAMESPACES = List.of(MONITORING, ELSEWHERE);
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: %s
              namespace: %s
              labels: {%s}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 0
              securityContext: {runAsNonRoot: true, runAsUser: 999, seccompProfile: {type: RuntimeDefault}}
              containers:
                - name: probe
                  image: mysql:9.7
                  imagePullPolicy: IfNotPresent
                  command: [sleep, infinity]
                  securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
            ---
            """;

    /** Connects to all targets at the same time; what neither accepts nor refuses within 3 s is closed as well. */
    private static final String CONNECT =
            """
            for target in %s; do
              (timeout 3 bash -c "exec 3<>/dev/tcp/${target%%:*}/${target##*:}" 2>/dev/null && echo $target || true) &
            done
            wait""";

    private final Shell shell;
    private final Cluster cluster;

    private Probes(Shell shell, Cluster cluster) {
        this.shell = shell;
        this.cluster = cluster;
    }

    /** Where connections come from. */
    enum Source {
        UNLABELLED("probe", Cluster.NAMESPACE, ""),
        CALLER_OF_SERVER("caller-of-server", Cluster.NAMESPACE, "billshotel.com/calls: hotel-server"),
        CALLER_OF_WORKER("caller-of-worker", Cluster.NAMESPACE, "billshotel.com/calls: hotel-reserve-client"),
        SCHEMA("schema", Cluster.NAMESPACE, "app: hotel-schema"),
        IN_MONITORING("probe", MONITORING, ""),
        IN_ELSEWHERE("probe", ELSEWHERE, ""),
        HOTEL_SERVER("deployment/hotel-server", Cluster.NAMESPACE, null),
        WORKER("deployment/hotel-reserve-client", Cluster.NAMESPACE, null),
        MYSQL("hotel-db-0", Cluster.NAMESPACE, null);

        private final String pod;
        private final String namespace;
        /** Null for a pod of the system. */
        private final String labels;

        Source(String pod, String namespace, String labels) {
            this.pod = pod;
            this.namespace = namespace;
            this.labels = labels;
        }

        @Override
        public String toString() {
            return namespace + "/" + pod.replaceFirst(".*/", "");
        }
    }

    /** @throws LabException if one of the namespaces exists that this test did not create */
    static Probes create(Shell shell, Cluster cluster) {
        delete(shell, cluster);
        for (String namespace : NAMESPACES) {
            if (cluster.namespace(namespace).isPresent()) {
                throw new LabException("the namespace " + namespace + " exists already, and is not touched");
            }
            shell.run("kubectl create namespace " + namespace + " && kubectl label namespace " + namespace + " "
                    + OWN_LABEL + "=true pod-security.kubernetes.io/enforce=restricted");
        }
        StringBuilder pods = new StringBuilder();
        Arrays.stream(Source.values())
                .filter(source -> source.labels != null)
                .forEach(source -> pods.append(POD.formatted(source.pod, source.namespace, source.labels)));
        shell.run("kubectl apply -f - <<'YAML'\n" + pods + "YAML\n"
                + Arrays.stream(Source.values())
                        .filter(source -> source.labels != null)
                        .map(source -> "kubectl wait --for=condition=Ready --timeout=60s --namespace="
                                + source.namespace + " pod/" + source.pod)
                        .reduce("", (script, wait) -> script + wait + "\n"));
        return new Probes(shell, cluster);
    }

    /** Whether each target, a {@code host:port}, accepts a connection from this source. */
    Map<String, Boolean> connect(Source source, List<String> targets) {
        List<String> open = execute(source, CONNECT.formatted(String.join(" ", targets)))
                .lines()
                .toList();
        Map<String, Boolean> answers = new LinkedHashMap<>();
        targets.forEach(target -> answers.put(target, open.contains(target)));
        return answers;
    }

    /** What an HTTP server answers. */
    String get(Source source, String host, int port, String path) {
        return execute(
                source,
                "exec 3<>/dev/tcp/" + host + "/" + port + "; printf 'GET " + path
                        + " HTTP/1.1\\r\\nHost: probe\\r\\nConnection: close\\r\\n\\r\\n' >&3; timeout 5 cat <&3");
    }

    @Override
    public void close() {
        shell.run(Arrays.stream(Source.values())
                .filter(source -> source.labels != null && source.namespace.equals(Cluster.NAMESPACE))
                .map(source -> "kubectl delete pod " + source.pod + " --ignore-not-found\n")
                .reduce("", String::concat));
        delete(shell, cluster);
    }

    /** Deletes the namespaces that this test has created, if they are there. */
    static void delete(Shell shell, Cluster cluster) {
        for (String namespace : NAMESPACES) {
            boolean own = cluster.namespace(namespace)
                    .map(found -> found.getMetadata().getLabels().containsKey(OWN_LABEL))
                    .orElse(false);
            if (own) {
                shell.run("kubectl delete namespace " + namespace);
            }
        }
    }

    private String execute(Source source, String script) {
        return shell.run("kubectl exec --namespace=" + source.namespace + " " + source.pod
                + " -- bash -c \"$(cat <<'SCRIPT'\n" + script + "\nSCRIPT\n)\"");
    }
}

package com.billshotel.cluster.kube;

import com.billshotel.local.parts.LabException;
import io.kubernetes.client.PodLogs;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches the cluster, mostly the namespace {@value #NAMESPACE}. Changes nothing. */
public final class Cluster {
    public static final String NAMESPACE = "bills-hotel";

    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final CoreV1Api core;
    private final AppsV1Api apps;

    private final PodLogs logs;

    private Cluster(ApiClient client, ApiClient patient) {
        this.logs = new PodLogs(patient);
        this.client = client;
        this.core = new CoreV1Api(client);
        this.apps = new AppsV1Api(client);
    }

    /** The cluster of the current context. */
    public static Cluster of(Path kubeconfig) {
        // No time limit for logs that are followed.
        return new Cluster(client(kubeconfig), client(kubeconfig).setReadTimeout(0));
    }

    private static ApiClient client(Path kubeconfig) {
        try (Reader reader = Files.newBufferedReader(kubeconfig)) {
            return Config.fromConfig(KubeConfig.loadKubeConfig(reader));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The address of the API server. */
    public String address() {
        return client.getBasePath();
    }

    public Optional<V1Namespace> namespace(String name) {
        return find(() -> core.readNamespace(name).execute());
    }

    /** All pods of the namespace, those that are ending included. */
    public List<V1Pod> pods() {
        return call(() -> core.listNamespacedPod(NAMESPACE).execute()).getItems();
    }

    /** The pods of one part of the system that are not ending, from the API server's cache: cheap enough to poll. */
    public List<V1Pod> pods(String app) {
        return call(() -> core.listNamespacedPod(NAMESPACE)
                        .labelSelector("app=" + app)
                        .resourceVersion("0")
                        .execute())
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** How many replicas a Deployment should have. */
    public int replicas(String deployment) {
        return call(() -> apps.readNamespacedDeployment(deployment, NAMESPACE).execute())
                .getSpec()
                .getReplicas();
    }

    /** What is missing until every replica of a Deployment is from its current template and Ready, and no other is left. */
    public Optional<String> unfinished(String deployment) {
        V1Deployment found =
                call(() -> apps.readNamespacedDeployment(deployment, NAMESPACE).execute());
        int wanted = found.getSpec().getReplicas();
        var status = found.getStatus();
        int updated = Optional.ofNullable(status.getUpdatedReplicas()).orElse(0);
        int ready = Optional.ofNullable(status.getReadyReplicas()).orElse(0);
        int all = Optional.ofNullable(status.getReplicas()).orElse(0);
        boolean observed = found.getMetadata().getGeneration().equals(status.getObservedGeneration());
        boolean finished = observed && updated == wanted && ready == wanted && all == wanted;
        return finished
                ? Optional.empty()
                : Optional.of(deployment + ": " + updated + " of " + wanted + " updated, " + ready + " Ready");
    }

    /** Events of the type Warning. */
    public List<CoreV1Event> warnings() {
        return call(() -> core.listNamespacedEvent(NAMESPACE)
                        .fieldSelector("type=Warning")
                        .execute())
                .getItems();
    }

    /** The value of a key of a Secret. */
    public String secret(String name, String key) {
        byte[] value = call(() -> core.readNamespacedSecret(name, NAMESPACE).execute())
                .getData()
                .get(key);
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The address of a Service. */
    public String serviceAddress(String namespace, String service) {
        return call(() -> core.readNamespacedService(service, namespace).execute())
                .getSpec()
                .getClusterIP();
    }

    /** The names of the PersistentVolumeClaims. */
    public List<String> claims() {
        return call(() -> core.listNamespacedPersistentVolumeClaim(NAMESPACE).execute()).getItems().stream()
                .map(claim -> claim.getMetadata().getName())
                .toList();
    }

    /** How often containers of pods that still exist were restarted. */
    public int restarts() {
        return pods().stream()
                .flatMap(Cluster::containers)
                .mapToInt(V1ContainerStatus::getRestartCount)
                .sum();
    }

    /** A container's log, from its beginning to the container's end. */
    InputStream log(String pod, String container) throws IOException {
        try {
            return logs.streamNamespacedPodLog(NAMESPACE, pod, container);
        } catch (ApiException failure) {
            throw explained(failure);
        }
    }

    static Stream<V1ContainerStatus> containers(V1Pod pod) {
        return Stream.ofNullable(pod.getStatus().getContainerStatuses()).flatMap(List::stream);
    }

    public static boolean isReady(V1Pod pod) {
        return Stream.ofNullable(pod.getStatus().getConditions())
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    /** Whether it is a Job's pod that has ended well. */
    public static boolean hasSucceeded(V1Pod pod) {
        return "Succeeded".equals(pod.getStatus().getPhase());
    }

    private static <T> Optional<T> find(ApiCall<T> call) {
        try {
            return Optional.of(call.execute());
        } catch (ApiException failure) {
            if (failure.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw explained(failure);
        }
    }

    private static <T> T call(ApiCall<T> call) {
        try {
            return call.execute();
        } catch (ApiException failure) {
            throw explained(failure);
        }
    }

    private static LabException explained(ApiException failure) {
        String detail = Optional.ofNullable(failure.getResponseBody()).orElse(String.valueOf(failure.getMessage()));
        return new LabException("the API server answers " + failure.getCode() + ": " + detail.strip(), failure);
    }

    @FunctionalInterface
    private interface ApiCall<T> {
        T execute() throws ApiException;
    }
}

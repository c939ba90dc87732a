package com.billshotel.local.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.Tls;
import com.billshotel.server.HotelServer;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1KeyToPath;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPeer;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds for the base manifests and for every overlay. */
abstract class ManifestContract {
    /** The files that cert-manager and bin/certificates create. */
    static final Set<String> TLS_KEYS = Set.of("tls.crt", "tls.key", "ca.crt");

    /** Secrets that are created by hand, as docs/kubernetes.md describes, and not by the manifests. */
    private static final Map<String, Set<String>> SECRETS = Map.of(
            "hotel-mysql",
            Set.of("root_password", "hotel_server_password", "reserve_client_password", "purge_password"),
            "hotel-mysql-tls",
            TLS_KEYS,
            "gcp-key",
            Set.of("key.json"),
            "ecr-secret",
            Set.of(".dockerconfigjson"),
            "aws-key",
            Set.of(),
            "hotel-server-tls",
            TLS_KEYS,
            "reserve-client-tls",
            TLS_KEYS);

    /** Environment variables that Google's library reads, not the services. */
    private static final Set<String> LIBRARY_SETTINGS = Set.of("GOOGLE_APPLICATION_CREDENTIALS");

    private Manifests manifests;

    abstract Manifests manifests() throws IOException, InterruptedException;

    @BeforeEach
    void parse() throws IOException, InterruptedException {
        manifests = manifests();
    }

    @Test
    void names_areUniquePerKind() {
        List<String> names = manifests.all().stream()
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void selectors_matchPods() {
        manifests.all(V1Deployment.class).forEach(d -> assertThat(
                        d.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(d.getSpec().getSelector().getMatchLabels()));
        manifests.all(V1StatefulSet.class).forEach(s -> assertThat(
                        s.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(s.getSpec().getSelector().getMatchLabels()));
        manifests
                .all(V1Service.class)
                .forEach(s -> assertSelectsPods(s, s.getSpec().getSelector()));
        manifests
                .all(V1PodDisruptionBudget.class)
                .forEach(p -> assertSelectsPods(p, p.getSpec().getSelector().getMatchLabels()));
        manifests
                .all(V1NetworkPolicy.class)
                .forEach(p -> assertSelectsPods(p, p.getSpec().getPodSelector().getMatchLabels()));
    }

    /** Callers with the label app are pods of this project; callers from outside are admitted by other labels. */
    @Test
    void networkPolicies_nameOnlyExistingPods() {
        manifests.all(V1NetworkPolicy.class).forEach(policy -> peers(policy)
                .filter(peer -> peer.getPodSelector() != null)
                .map(peer -> peer.getPodSelector().getMatchLabels())
                .filter(labels -> labels.containsKey("app"))
                .forEach(labels -> assertSelectsPods(policy, labels)));
    }

    @Test
    void networkPolicies_coverEveryPod() {
        Set<String> covered = manifests.all(V1NetworkPolicy.class).stream()
                .map(policy ->
                        policy.getSpec().getPodSelector().getMatchLabels().get("app"))
                .collect(Collectors.toSet());

        assertThat(manifests.podTemplates())
                .extracting(template ->
                        template.template().getMetadata().getLabels().get("app"))
                .isSubsetOf(covered);
    }

    @Test
    void servicePorts_leadToContainerPorts() {
        for (V1Service service : manifests.all(V1Service.class)) {
            V1PodSpec pod = podsOf(service.getSpec().getSelector()).findFirst().orElseThrow();
            for (V1ServicePort port : service.getSpec().getPorts()) {
                V1ContainerPort target = containerPort(pod, port.getTargetPort().getStrValue());

                assertThat(target.getContainerPort()).isEqualTo(port.getPort());
            }
        }
    }

    @Test
    void references_resolve() {
        for (Manifests.PodTemplate template : manifests.podTemplates()) {
            V1PodSpec pod = template.template().getSpec();
            containers(pod).flatMap(c -> given(c.getEnv())).forEach(this::assertResolves);
            given(pod.getVolumes()).forEach(this::assertResolves);
            given(pod.getImagePullSecrets())
                    .forEach(secret -> assertThat(SECRETS).containsKey(secret.getName()));
            Optional.ofNullable(pod.getServiceAccountName())
                    .ifPresent(name -> assertThat(manifests.find(V1ServiceAccount.class, name))
                            .as(name)
                            .isPresent());
            assertMountsVolumes(template);
        }
    }

    @Test
    void autoscalers_scaleDeploymentsThatDoNotSetReplicas() {
        manifests.all(V2HorizontalPodAutoscaler.class).forEach(scaler -> assertThat(manifests
                        .get(
                                V1Deployment.class,
                                scaler.getSpec().getScaleTargetRef().getName())
                        .getSpec()
                        .getReplicas())
                .isNull());
    }

    /** https://kubernetes.io/docs/concepts/security/pod-security-standards, restricted, and a read-only root file system. */
    @Test
    void pods_passPodSecurityRestricted() {
        for (Manifests.PodTemplate template : manifests.podTemplates()) {
            V1PodSpec pod = template.template().getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot())
                    .as("%s", template)
                    .isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser())
                    .as("%s", template)
                    .isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                    .containsOnlyNulls();
            containers(pod).forEach(ManifestContract::assertRestricted);
            given(pod.getVolumes()).forEach(volume -> assertThat(Stream.of(
                                    volume.getConfigMap(),
                                    volume.getSecret(),
                                    volume.getEmptyDir(),
                                    volume.getPersistentVolumeClaim())
                            .filter(Objects::nonNull))
                    .as("kind of volume %s", volume.getName())
                    .hasSize(1));
        }
    }

    @Test
    void pods_haveRequestsAndMemoryLimits() {
        manifests.podTemplates().stream()
                .flatMap(template -> containers(template.template().getSpec()))
                .forEach(container -> {
                    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                    assertThat(container.getResources().getLimits()).containsKey("memory");
                });
    }

    /** A pod that does not use the Kubernetes API must not have a token that could be stolen. */
    @Test
    void tokens_areMountedOnlyByTheEcrTokenRenewer() {
        manifests.podTemplates().stream()
                .filter(template -> !template.owner().equals("ecr-token"))
                .forEach(template -> assertThat(template.template().getSpec().getAutomountServiceAccountToken())
                        .as("%s", template)
                        .isFalse());
    }

    @Test
    void settings_matchTheCode() throws Exception {
        assertSettings("hotel-server", HotelServer.SETTINGS);
        assertSettings("hotel-reserve-client", ReserveClient.SETTINGS);
    }

    /** The password and the data go to no one who only pretends to be MySQL. The private key is for MySQL only. */
    @Test
    void services_verifyMysqlsCertificate() {
        for (String service : List.of("hotel-server", "hotel-reserve-client")) {
            Map<String, String> environment = environment(service);
            V1PodSpec pod = manifests.podTemplate(service).template().getSpec();

            assertThat(environment.get("MYSQL_SSL_MODE"))
                    .isEqualTo(
                            manifests
                                            .find(V1Service.class, environment.get("MYSQL_HOST"))
                                            .isPresent()
                                    ? "VERIFY_IDENTITY"
                                    : "VERIFY_CA");
            assertThat(environment).containsEntry("MYSQL_CA_FILE", "/run/secrets/hotel-mysql-tls/ca.crt");
            assertThat(given(pod.getContainers().get(0).getVolumeMounts()))
                    .anyMatch(mount -> mount.getName().equals("mysql-tls")
                            && mount.getMountPath().equals("/run/secrets/hotel-mysql-tls"));
            assertThat(given(pod.getVolumes()).filter(volume -> volume.getName().equals("mysql-tls")))
                    .singleElement()
                    .satisfies(volume -> {
                        assertThat(volume.getSecret().getSecretName()).isEqualTo("hotel-mysql-tls");
                        assertThat(volume.getSecret().getItems())
                                .extracting(V1KeyToPath::getKey)
                                .containsExactly("ca.crt");
                    });
        }
    }

    @Test
    void mysql_acceptsOnlyTlsWithTheCertificateOfTheSecret() {
        for (V1StatefulSet set : manifests.all(V1StatefulSet.class)) {
            V1PodSpec pod = set.getSpec().getTemplate().getSpec();

            assertThat(pod.getContainers().get(0).getArgs().get(0))
                    .contains("--require-secure-transport", "--ssl-cert=/tls/tls.crt", "--ssl-key=/tls/tls.key");
            assertThat(given(pod.getVolumes()).filter(volume -> volume.getName().equals("tls")))
                    .extracting(volume -> volume.getSecret().getSecretName())
                    .containsExactly("hotel-mysql-tls");
        }
    }

    /** With TLS, the health port instead. */
    @Test
    void probes_useTheGrpcPort() {
        assertProbes("hotel-server", HotelServer.GRPC_PORT);
        assertProbes("hotel-reserve-client", ReserveClient.GRPC_PORT);
    }

    /** A failed probe is a warning event. A probe that keeps trying until its time limit does not fail while a service starts. */
    @Test
    void startupProbes_waitInsteadOfFailing() {
        for (String service : List.of("hotel-server", "hotel-reserve-client")) {
            V1Container container = manifests
                    .podTemplate(service)
                    .template()
                    .getSpec()
                    .getContainers()
                    .get(0);

            assertThat(container.getStartupProbe().getTimeoutSeconds()).isGreaterThanOrEqualTo(30);
        }
    }

    /** The worker itself asks each server for its health, so a name service that lists only ready pods would delay it. */
    @Test
    void workersTarget_listsPodsThatAreNotReady() {
        V1Service target = manifests.get(V1Service.class, "hotel-server-pods");

        assertThat(target.getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(environment("hotel-reserve-client"))
                .containsEntry("HOTEL_SERVER_TARGET", "dns:///hotel-server-pods:50051");
    }

    /** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
    @Test
    void objects_haveTheRecommendedLabels() {
        Stream.of(V1Deployment.class, V1StatefulSet.class, V1Job.class, V1CronJob.class)
                .flatMap(kind -> manifests.all(kind).stream())
                .map(object -> object.getMetadata().getLabels())
                .forEach(labels -> assertThat(labels)
                        .containsEntry("app.kubernetes.io/part-of", "bills-hotel")
                        .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/component"));
        manifests.all(V1Deployment.class).forEach(deployment -> assertThat(
                        deployment.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/version", version()));
    }

    /** A drain takes at most 25 s. */
    @Test
    void gracePeriods_areLongerThanPreStopPauseAndDrain() {
        for (String service : List.of("hotel-server", "hotel-reserve-client")) {
            V1PodSpec pod = manifests.podTemplate(service).template().getSpec();
            long pause = pod.getContainers()
                    .get(0)
                    .getLifecycle()
                    .getPreStop()
                    .getSleep()
                    .getSeconds();

            assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(pause + 25);
        }
    }

    @Test
    void images_haveTheVersionOfThePom() {
        manifests.podTemplates().stream()
                .flatMap(template -> containers(template.template().getSpec()))
                .map(V1Container::getImage)
                .filter(image -> image.contains("hotelbills/"))
                .forEach(image -> assertThat(image)
                        .matches("(.+/)?hotelbills/(server|reserve-client|pubsub-broker):" + version()));
    }

    private static String version() {
        return Manifests.read(Manifests.ROOT.resolve("pom.xml"))
                .replaceAll("(?s).*?<artifactId>bills-hotel</artifactId>\\s*<version>([^<-]+).*", "$1");
    }

    private void assertSettings(String service, List<Setting<?>> known) throws Exception {
        Map<String, String> environment = environment(service);
        Set<String> names = known.stream().map(Setting::name).collect(Collectors.toSet());

        assertThat(names).containsAll(environment.keySet());
        assertThat(Settings.read(environment, known)).isNotNull();
        String target = environment.get("HOTEL_SERVER_TARGET");
        if (target != null) {
            assertServiceExists(target.replaceFirst("^dns:///", ""));
        }
        Optional.ofNullable(environment.get("PUBSUB_EMULATOR_HOST")).ifPresent(this::assertServiceExists);
    }

    private void assertServiceExists(String hostAndPort) {
        String[] parts = hostAndPort.split(":");
        V1Service service = manifests.get(V1Service.class, parts[0]);

        assertThat(service.getSpec().getPorts())
                .extracting(V1ServicePort::getPort)
                .containsExactly(Integer.valueOf(parts[1]));
    }

    /** The settings of a service's container. */
    final Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        given(manifests
                        .podTemplate(service)
                        .template()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .filter(variable -> !LIBRARY_SETTINGS.contains(variable.getName()))
                .forEach(variable -> environment.put(variable.getName(), value(variable)));
        return environment;
    }

    private String value(V1EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        var reference = variable.getValueFrom().getConfigMapKeyRef();
        return manifests.get(V1ConfigMap.class, reference.getName()).getData().get(reference.getKey());
    }

    private void assertProbes(String service, Setting<Integer> port) {
        V1Container container = manifests
                .podTemplate(service)
                .template()
                .getSpec()
                .getContainers()
                .get(0);
        Map<String, String> environment = environment(service);
        int expected = Integer.parseInt(environment.getOrDefault(GrpcPorts.HEALTH_PORT.name(), port.shownDefault()));

        assertThat(environment.containsKey(GrpcPorts.HEALTH_PORT.name()))
                .as("Kubernetes' probes cannot speak TLS")
                .isEqualTo(environment.containsKey(Tls.CERT_FILE.name()));
        assertThat(container.getReadinessProbe().getGrpc().getPort()).isEqualTo(expected);
        assertThat(container.getReadinessProbe().getGrpc().getService()).isNullOrEmpty();
        for (V1Probe liveness : List.of(container.getLivenessProbe(), container.getStartupProbe())) {
            assertThat(liveness.getGrpc().getPort()).isEqualTo(expected);
            assertThat(liveness.getGrpc().getService()).isEqualTo(GrpcEndpoint.LIVENESS);
        }
        assertThat(container.getPorts())
                .extracting(V1ContainerPort::getContainerPort)
                .containsOnly(
                        Integer.valueOf(port.shownDefault()),
                        expected,
                        Integer.valueOf(environment.get("METRICS_PORT")));
    }

    private void assertSelectsPods(KubernetesObject object, Map<String, String> labels) {
        assertThat(podsOf(labels))
                .as(
                        "pods that %s %s selects",
                        object.getKind(), object.getMetadata().getName())
                .isNotEmpty();
    }

    private Stream<V1PodSpec> podsOf(Map<String, String> labels) {
        return manifests.podTemplates().stream()
                .filter(template ->
                        template.template().getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .map(template -> template.template().getSpec());
    }

    private void assertResolves(V1EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return;
        }
        var key = variable.getValueFrom().getConfigMapKeyRef();
        if (key != null) {
            assertThat(manifests.get(V1ConfigMap.class, key.getName()).getData())
                    .as(variable.getName())
                    .containsKey(key.getKey());
        } else {
            var secret = variable.getValueFrom().getSecretKeyRef();
            assertThat(SECRETS.get(secret.getName())).as(secret.getName()).contains(secret.getKey());
        }
    }

    private void assertResolves(V1Volume volume) {
        if (volume.getConfigMap() != null) {
            manifests.get(V1ConfigMap.class, volume.getConfigMap().getName());
        } else if (volume.getSecret() != null) {
            Set<String> keys = SECRETS.get(volume.getSecret().getSecretName());
            assertThat(keys).as(volume.getName()).isNotNull();
            given(volume.getSecret().getItems())
                    .forEach(item -> assertThat(keys).contains(item.getKey()));
        }
    }

    /** Also fails for a volume that is not mounted. */
    private void assertMountsVolumes(Manifests.PodTemplate template) {
        V1PodSpec pod = template.template().getSpec();
        Set<String> volumes = Stream.concat(
                        given(pod.getVolumes()).map(V1Volume::getName),
                        manifests.find(V1StatefulSet.class, template.owner()).stream()
                                .flatMap(set -> given(set.getSpec().getVolumeClaimTemplates()))
                                .map(claim -> claim.getMetadata().getName()))
                .collect(Collectors.toSet());

        assertThat(containers(pod)
                        .flatMap(container -> given(container.getVolumeMounts()))
                        .map(mount -> mount.getName())
                        .collect(Collectors.toSet()))
                .as("%s", template)
                .isEqualTo(volumes);
        containers(pod).forEach(ManifestContract::assertMountsFiles);
    }

    private static void assertMountsFiles(V1Container container) {
        String paths = given(container.getVolumeMounts())
                .map(mount -> mount.getMountPath() + "/")
                .collect(Collectors.joining(" "));
        given(container.getEnv())
                .map(V1EnvVar::getValue)
                .filter(value -> value != null && value.matches("/.+/.+"))
                .forEach(file -> assertThat(paths).contains(file.substring(0, file.lastIndexOf('/') + 1)));
    }

    private static void assertRestricted(V1Container container) {
        var security = container.getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isNullOrEmpty();
    }

    private static V1ContainerPort containerPort(V1PodSpec pod, String name) {
        return containers(pod)
                .flatMap(container -> given(container.getPorts()))
                .filter(port -> name.equals(port.getName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container port " + name));
    }

    private static Stream<V1NetworkPolicyPeer> peers(V1NetworkPolicy policy) {
        return Stream.concat(
                given(policy.getSpec().getIngress()).flatMap(rule -> given(rule.getFrom())),
                given(policy.getSpec().getEgress()).flatMap(rule -> given(rule.getTo())));
    }

    private static Stream<V1Container> containers(V1PodSpec pod) {
        return Stream.concat(given(pod.getInitContainers()), given(pod.getContainers()));
    }

    private static <T> Stream<T> given(List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }
}

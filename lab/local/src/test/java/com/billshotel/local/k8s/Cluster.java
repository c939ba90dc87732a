package com.billshotel.local.k8s;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the manifests' pods on a Docker engine, each as one container, with the same image, user, environment, mounts, limits,
 * read-only root file system and network names.
 */
final class Cluster implements AutoCloseable {
    private final Manifests manifests;
    private final Path folder;
    private final String id = "bills-hotel-" + ProcessHandle.current().pid();
    private final Map<String, Pod> pods = new HashMap<>();

    /** @param folder holds the files that are mounted; must be visible to Docker */
    Cluster(Manifests manifests, Path folder) {
        this.manifests = manifests;
        this.folder = folder;
        Docker.run("network", "create", id);
    }

    /** Creates a Secret, or updates it in running pods. */
    void putSecret(String name, Map<String, String> data) throws IOException {
        for (Manifests.PodTemplate template : manifests.podTemplates()) {
            for (V1Volume volume : given(template.template().getSpec().getVolumes())) {
                if (volume.getSecret() != null && name.equals(volume.getSecret().getSecretName())) {
                    write(mountFolder(template.owner(), volume.getName()), itemsOf(volume, data));
                }
            }
        }
        write(secretFolder(name), data);
    }

    /**
     * Starts one pod of this owner.
     *
     * @param changes environment variables to add or replace; a null value removes one
     */
    Pod start(String owner, Map<String, String> changes) throws IOException {
        V1PodSpec spec = manifests.podTemplate(owner).template().getSpec();
        V1Container container = spec.getContainers().get(0);
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--network", id, "--name", id + "-" + owner));
        namesOf(owner).forEach(name -> run.addAll(List.of("--network-alias", name)));
        run.addAll(restrictions(spec, container));
        environment(container, changes).forEach((name, value) -> run.addAll(List.of("--env", name + "=" + value)));
        for (V1VolumeMount mount : given(container.getVolumeMounts())) {
            run.addAll(mount(owner, spec, container, mount));
        }
        container.getPorts().forEach(port -> run.addAll(List.of("--publish", "127.0.0.1::" + port.getContainerPort())));
        List<String> command = given(container.getCommand());
        command.stream().findFirst().ifPresent(program -> run.add("--entrypoint=" + program));
        run.add(container.getImage());
        run.addAll(command.subList(Math.min(1, command.size()), command.size()));
        run.addAll(given(container.getArgs()));
        Docker.run(run);
        Pod pod = new Pod(id + "-" + owner, spec);
        pods.put(owner, pod);
        return pod;
    }

    /** Removes a pod and saves its log; keeps its volume. */
    void remove(String owner) throws IOException {
        Pod pod = pods.remove(owner);
        Files.writeString(folder.resolve(owner + ".log"), pod.log());
        Docker.run("rm", "--force", "--volumes", pod.name());
    }

    @Override
    public void close() throws IOException {
        for (String owner : List.copyOf(pods.keySet())) {
            remove(owner);
        }
        Docker.run("volume", "rm", "--force", id + "-data");
        Docker.run("network", "rm", id);
    }

    private List<String> restrictions(V1PodSpec spec, V1Container container) {
        var security = spec.getSecurityContext();
        Quantity memory = container.getResources().getLimits().get("memory");
        return List.of(
                "--user=" + security.getRunAsUser() + ":" + security.getRunAsGroup(),
                "--read-only",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--memory=" + memory.getNumber().toBigInteger());
    }

    private Map<String, String> environment(V1Container container, Map<String, String> changes) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (V1EnvVar variable : given(container.getEnv())) {
            environment.put(variable.getName(), value(variable));
        }
        environment.putAll(changes);
        environment.values().removeIf(value -> value == null);
        return environment;
    }

    private String value(V1EnvVar variable) throws IOException {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        var key = variable.getValueFrom().getConfigMapKeyRef();
        if (key != null) {
            return manifests.get(V1ConfigMap.class, key.getName()).getData().get(key.getKey());
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        return Files.readString(secretFolder(secret.getName()).resolve(secret.getKey()));
    }

    private List<String> mount(String owner, V1PodSpec spec, V1Container container, V1VolumeMount mount)
            throws IOException {
        String path = mount.getMountPath();
        long group = Optional.ofNullable(spec.getSecurityContext().getFsGroup()).orElse(0L);
        Optional<V1Volume> volume = given(spec.getVolumes()).stream()
                .filter(candidate -> candidate.getName().equals(mount.getName()))
                .findFirst();
        if (volume.isEmpty()) {
            String data = id + "-data";
            // The effect of fsGroup on a volume.
            Docker.run(List.of(
                    "run",
                    "--rm",
                    "--user=0",
                    "--entrypoint=chown",
                    "--volume",
                    data + ":/data",
                    container.getImage(),
                    group + ":" + group,
                    "/data"));
            return List.of("--volume", data + ":" + path);
        }
        if (volume.get().getEmptyDir() != null) {
            return List.of("--tmpfs", path + ":rw,exec,mode=1777,uid=" + group + ",gid=" + group);
        }
        Path files = Files.createDirectories(mountFolder(owner, mount.getName()));
        if (volume.get().getConfigMap() != null) {
            write(
                    files,
                    manifests
                            .get(V1ConfigMap.class, volume.get().getConfigMap().getName())
                            .getData());
        }
        return List.of("--volume", files + ":" + path + ":ro");
    }

    private List<String> namesOf(String owner) {
        Map<String, String> labels =
                manifests.podTemplate(owner).template().getMetadata().getLabels();
        return manifests.all(V1Service.class).stream()
                .filter(service -> labels.entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()))
                .map(service -> service.getMetadata().getName())
                .toList();
    }

    private Path mountFolder(String owner, String volume) {
        return folder.resolve(id).resolve("mounts").resolve(owner).resolve(volume);
    }

    private Path secretFolder(String name) {
        return folder.resolve(id).resolve("secrets").resolve(name);
    }

    private static Map<String, String> itemsOf(V1Volume volume, Map<String, String> data) {
        Map<String, String> files = new HashMap<>();
        given(volume.getSecret().getItems()).forEach(item -> files.put(item.getPath(), data.get(item.getKey())));
        return files.isEmpty() ? data : files;
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static <T> List<T> given(List<T> list) {
        return list == null ? List.of() : list;
    }
}

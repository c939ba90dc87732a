package com.billshotel.local.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The names in the manifests and overlays that a command can refer to. */
final class KubernetesNames {
    /** What an upgrade deletes. */
    private static final Set<String> ORIGINAL =
            Set.of("hotel-server-deployment", "hotel-reserve-client-deployment", "hotel-db-deployment");

    /** How the documentation names Jobs that are created from a CronJob. */
    private static final String BY_HAND = "-now";

    private final List<Map<?, ?>> objects = new ArrayList<>();

    KubernetesNames() {
        Stream.of("k8s", "k8s-overlays", "k8s-components")
                .flatMap(folder -> Project.files(folder, ".yml", ".yaml").stream())
                .forEach(this::load);
    }

    private void load(Path file) {
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Project.read(file))) {
            if (document instanceof Map<?, ?> object && object.get("kind") != null) {
                objects.add(object);
            }
        }
    }

    /** @param kind as in kubectl, such as "service" */
    boolean exists(String kind, String name) {
        return kind.equals("deployment") && ORIGINAL.contains(name)
                || kind.equals("job") && name.endsWith(BY_HAND)
                || objects(kind).anyMatch(object -> name.equals(value(object, "metadata", "name")));
    }

    boolean isKind(String kind) {
        return objects(kind).findAny().isPresent();
    }

    /** Whether pods have this label. */
    boolean hasLabel(String label) {
        String[] parts = label.split("=");
        return objects.stream()
                .anyMatch(object -> value(object, "spec", "template", "metadata", "labels") instanceof Map<?, ?> labels
                        && parts[1].equals(labels.get(parts[0])));
    }

    boolean hasPort(String kind, String name, int port) {
        return objects(kind)
                .filter(object -> name.equals(value(object, "metadata", "name")))
                .anyMatch(object -> numbers(object).anyMatch(number -> number == port));
    }

    /** @param pod the first pod of a StatefulSet */
    boolean isPod(String pod) {
        return pod.endsWith("-0") && exists("statefulset", pod.substring(0, pod.length() - 2));
    }

    /** @param claim of the first pod of a StatefulSet */
    boolean isClaim(String claim) {
        return objects("statefulset")
                .anyMatch(set -> value(set, "spec", "volumeClaimTemplates") instanceof List<?> templates
                        && templates.stream()
                                .map(template -> value(template, "metadata", "name") + "-"
                                        + value(set, "metadata", "name") + "-0")
                                .anyMatch(claim::equals));
    }

    boolean isSecret(String name) {
        return nodes("secretName").anyMatch(name::equals)
                || references().anyMatch(reference -> name.equals(value(reference, "name")));
    }

    /** The keys of a Secret that are named one by one; empty if it is used as a whole. */
    Set<String> keys(String secret) {
        Set<String> keys = new HashSet<>();
        nodes("secretKeyRef")
                .filter(reference -> secret.equals(value(reference, "name")))
                .forEach(reference -> keys.add((String) value(reference, "key")));
        nodes("secret")
                .filter(volume ->
                        secret.equals(value(volume, "secretName")) && value(volume, "items") instanceof List<?>)
                .flatMap(volume -> ((List<?>) value(volume, "items")).stream())
                .forEach(item -> keys.add((String) value(item, "key")));
        return keys;
    }

    /** The value of a key in a ConfigMap. */
    Object config(String configMap, String key) {
        return objects("configmap")
                .filter(map -> configMap.equals(value(map, "metadata", "name")))
                .map(map -> value(map, "data", key))
                .findFirst()
                .orElseThrow();
    }

    private Stream<?> references() {
        return Stream.concat(
                Stream.of("secretKeyRef", "secretRef").flatMap(this::nodes),
                nodes("imagePullSecrets").flatMap(list -> ((List<?>) list).stream()));
    }

    private Stream<Map<?, ?>> objects(String kind) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind").toString().toLowerCase(Locale.ROOT)));
    }

    /** The values of this field, wherever it is. */
    private Stream<Object> nodes(String field) {
        return objects.stream()
                .flatMap(KubernetesNames::maps)
                .map(map -> (Object) map.get(field))
                .filter(value -> value != null);
    }

    private static Stream<Map<?, ?>> maps(Object node) {
        if (node instanceof Map<?, ?> map) {
            return Stream.concat(Stream.of(map), map.values().stream().flatMap(KubernetesNames::maps));
        }
        return node instanceof List<?> list ? list.stream().flatMap(KubernetesNames::maps) : Stream.empty();
    }

    private static Stream<Integer> numbers(Object object) {
        return maps(object)
                .flatMap(map -> Stream.of(map.get("port"), map.get("containerPort")))
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast);
    }

    private static Object value(Object node, String... path) {
        Object value = node;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }
}

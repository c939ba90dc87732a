package com.billshotel.local.k8s;

import com.billshotel.local.parts.ProjectFiles;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Kubernetes objects, parsed strictly: refuses unknown and repeated fields and values of the wrong type. */
final class Manifests {
    static final Path ROOT = ProjectFiles.ROOT;

    /** The files of {@code k8s}, in the order in which they are applied. */
    static final List<String> BASE = List.of(
            "hotel-cf.yml",
            "hotel-init-sql-cf.yml",
            "hotel-db.yml",
            "hotel-schema.yml",
            "hotel-server.yml",
            "hotel-reserve-client.yml");

    private static final Map<String, Class<? extends KubernetesObject>> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", V1ConfigMap.class),
            Map.entry("v1/Service", V1Service.class),
            Map.entry("v1/ServiceAccount", V1ServiceAccount.class),
            Map.entry("v1/PersistentVolumeClaim", V1PersistentVolumeClaim.class),
            Map.entry("apps/v1/Deployment", V1Deployment.class),
            Map.entry("apps/v1/StatefulSet", V1StatefulSet.class),
            Map.entry("batch/v1/CronJob", V1CronJob.class),
            Map.entry("batch/v1/Job", V1Job.class),
            Map.entry("policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", V1Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding.class));

    static {
        new JSON(); // sets up the parser for the API's own types, such as quantities
    }

    private final List<KubernetesObject> objects;

    private Manifests(List<KubernetesObject> objects) {
        this.objects = objects;
    }

    /** The files of {@code k8s}. */
    static Manifests base() {
        return files(
                BASE.stream().map(name -> ROOT.resolve("k8s").resolve(name)).toList());
    }

    static Manifests files(List<Path> files) {
        return new Manifests(files.stream().flatMap(file -> parse(read(file))).toList());
    }

    /** The objects in a text, separated by {@code ---}. */
    static Manifests of(String yaml) {
        return new Manifests(parse(yaml).toList());
    }

    List<KubernetesObject> all() {
        return objects;
    }

    <T extends KubernetesObject> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends KubernetesObject> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    <T extends KubernetesObject> T get(Class<T> kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
    }

    /** The pod templates of all Deployments, StatefulSets, Jobs and CronJobs. */
    List<PodTemplate> podTemplates() {
        List<PodTemplate> templates = new ArrayList<>();
        all(V1Deployment.class).forEach(d -> add(templates, d, d.getSpec().getTemplate()));
        all(V1StatefulSet.class).forEach(s -> add(templates, s, s.getSpec().getTemplate()));
        all(V1Job.class).forEach(j -> add(templates, j, j.getSpec().getTemplate()));
        all(V1CronJob.class)
                .forEach(c ->
                        add(templates, c, c.getSpec().getJobTemplate().getSpec().getTemplate()));
        return templates;
    }

    PodTemplate podTemplate(String owner) {
        return podTemplates().stream()
                .filter(template -> template.owner().equals(owner))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pods of " + owner));
    }

    private static void add(List<PodTemplate> templates, KubernetesObject owner, V1PodTemplateSpec template) {
        templates.add(new PodTemplate(owner.getMetadata().getName(), template));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<KubernetesObject> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<KubernetesObject> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            objects.add(object((Map<?, ?>) document));
        }
        return objects.stream();
    }

    private static KubernetesObject object(Map<?, ?> document) {
        String kind = document.get("apiVersion") + "/" + document.get("kind");
        Class<? extends KubernetesObject> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalArgumentException("unexpected kind: " + kind);
        }
        Gson gson = JSON.getGson();
        JsonElement json = gson.toJsonTree(document);
        KubernetesObject object = gson.fromJson(json, type);
        requireKnownFields(
                gson.toJsonTree(object), json, kind + " " + object.getMetadata().getName());
        return object;
    }

    /** Compares an object with its parsed form written as JSON again, which lacks unknown fields. */
    private static void requireKnownFields(JsonElement known, JsonElement given, String where) {
        if (given.isJsonObject()) {
            given.getAsJsonObject().entrySet().forEach(field -> {
                String path = where + "." + field.getKey();
                boolean isKnown = known != null
                        && known.isJsonObject()
                        && known.getAsJsonObject().has(field.getKey());
                if (!isKnown) {
                    throw new IllegalArgumentException("unknown field " + path);
                }
                requireKnownFields(known.getAsJsonObject().get(field.getKey()), field.getValue(), path);
            });
        } else if (given.isJsonArray()) {
            for (int i = 0; i < given.getAsJsonArray().size(); i++) {
                requireKnownFields(
                        known.getAsJsonArray().get(i), given.getAsJsonArray().get(i), where + "[" + i + "]");
            }
        }
    }

    /** @param owner the name of the Deployment, StatefulSet, Job or CronJob */
    record PodTemplate(String owner, V1PodTemplateSpec template) {
        @Override
        public String toString() {
            return owner;
        }
    }
}

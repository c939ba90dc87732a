package com.billshotel.local.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whether everything that a kubectl command names exists: folders, files, objects, labels, ports, Secrets. */
final class KubectlCheck {
    private static final String NAMESPACE = "bills-hotel";
    private static final Set<String> COMMANDS = Set.of(
            "apply",
            "config",
            "create",
            "delete",
            "exec",
            "get",
            "label",
            "logs",
            "patch",
            "port-forward",
            "rollout",
            "scale",
            "wait");

    /** The tests of the manifests: a folder or file that they do not name is not tested. */
    private static final String TESTED =
            Project.files("lab/local/src/test/java/com/billshotel/local/k8s", ".java").stream()
                    .map(Project::read)
                    .reduce("", String::concat);

    private final KubernetesNames names;
    private final List<String> command;
    private final List<String> problems = new ArrayList<>();

    private KubectlCheck(KubernetesNames names, List<String> command) {
        this.names = names;
        this.command = command;
    }

    static List<String> problems(KubernetesNames names, List<String> command) {
        KubectlCheck check = new KubectlCheck(names, command);
        check.run();
        return check.problems;
    }

    private void run() {
        String subcommand = command.get(1);
        require(subcommand, COMMANDS::contains, "is not a known subcommand");
        option("-k").forEach(folder -> require(folder, KubectlCheck::isTestedFolder, "is not a tested overlay"));
        option("-f").forEach(file -> require(file, KubectlCheck::isTestedFile, "is not a tested manifest"));
        option("-l").forEach(label -> require(label, names::hasLabel, "is not on any pod"));
        command.stream()
                .filter(word -> word.startsWith("--namespace="))
                .forEach(word -> require(word, ("--namespace=" + NAMESPACE)::equals, "is another namespace"));
        command.forEach(this::checkKindAndName);
        switch (subcommand) {
            case "exec" -> require(operands().get(0), pod -> pod.contains("/") || names.isPod(pod), "is not a pod");
            case "rollout" ->
                checkObjects(operands().get(1), operands().subList(2, operands().size()));
            case "scale" ->
                checkObjects(operands().get(0), operands().subList(1, operands().size()));
            case "patch" -> require(operands().get(1), names::isSecret, "is not a Secret of the manifests");
            case "port-forward" ->
                checkPort(operands().get(0).split("/"), operands().get(1));
            case "create", "delete", "label" -> checkObject(operands().get(0), operands());
            default -> {} // names nothing more
        }
    }

    private void checkObject(String kind, List<String> operands) {
        switch (kind) {
            case "namespace" -> require(operands.get(1), NAMESPACE::equals, "is another namespace");
            case "pvc" -> require(operands.get(1), names::isClaim, "is not a volume claim");
            case "secret" -> checkSecret(operands.get(2));
            case "job" -> checkObjects(kind, operands.subList(1, 2));
            default -> {} // names nothing more
        }
    }

    private void checkSecret(String secret) {
        require(secret, names::isSecret, "is not a Secret of the manifests");
        Set<String> keys = names.keys(secret);
        command.stream()
                .filter(word -> word.startsWith("--from-literal="))
                .map(word -> word.split("=")[1])
                .forEach(key -> require(key, any -> keys.isEmpty() || keys.contains(key), "is not a key of " + secret));
    }

    /** Words such as service/hotel-db and --from=cronjob/ecr-token. */
    private void checkKindAndName(String word) {
        String[] parts = word.replaceFirst("^--from=", "").split("/");
        if (parts.length == 2 && names.isKind(parts[0])) {
            checkObjects(parts[0], List.of(parts[1]));
        }
    }

    private void checkObjects(String kind, List<String> objects) {
        objects.forEach(name -> require(name, any -> names.exists(kind, name), "is not a " + kind));
    }

    private void checkPort(String[] object, String port) {
        require(
                port,
                any -> names.hasPort(object[0], object[1], Integer.parseInt(port)),
                "is not a port of " + object[1]);
    }

    private void require(String word, Predicate<String> condition, String otherwise) {
        if (!condition.test(word)) {
            problems.add(word + " " + otherwise);
        }
    }

    /** The values of an option that is written as two words, up to kubectl exec's own command. */
    private List<String> option(String name) {
        List<String> own = own();
        List<String> values = new ArrayList<>();
        for (int i = 1; i < own.size(); i++) {
            if (own.get(i - 1).equals(name)) {
                values.add(own.get(i));
            }
        }
        return values;
    }

    /** What is neither the subcommand nor an option. */
    private List<String> operands() {
        return own().stream().skip(2).filter(word -> !word.startsWith("-")).toList();
    }

    private List<String> own() {
        int end = command.indexOf("--");
        return end < 0 ? command : command.subList(0, end);
    }

    private static boolean isTestedFolder(String folder) {
        return Files.exists(Project.ROOT.resolve(folder).resolve("kustomization.yaml"))
                && TESTED.contains("build(\"" + folder + "\")");
    }

    private static boolean isTestedFile(String file) {
        Path path = Project.ROOT.resolve(file);
        boolean isManifest = file.startsWith("k8s/") && Files.exists(path);
        return file.equals("-")
                || isManifest && TESTED.contains('"' + path.getFileName().toString() + '"');
    }
}

package com.billshotel.local.k8s;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code kubectl kustomize}. */
final class Kustomize {
    private static final Logger log = LoggerFactory.getLogger(Kustomize.class);

    /** Results by folder: every test of a contract needs the same one. */
    private static final Map<String, Manifests> BUILT = new ConcurrentHashMap<>();

    private Kustomize() {}

    /** Builds a folder; skips the test with a warning if kubectl is missing. */
    static Manifests build(String folder) throws IOException, InterruptedException {
        Manifests built = BUILT.get(folder);
        if (built == null) {
            built = run(folder);
            BUILT.put(folder, built);
        }
        return built;
    }

    /** Builds an overlay with a component added. */
    static Manifests buildWith(String component, String overlay) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Manifests.ROOT
                .resolve("lab/local/target/kustomize")
                .resolve(Path.of(overlay).getFileName() + "-"
                        + Path.of(component).getFileName()));
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%s]
                components: [%s]
                """
                        .formatted(
                                folder.relativize(Manifests.ROOT.resolve(overlay)),
                                folder.relativize(Manifests.ROOT.resolve(component))));
        return build(Manifests.ROOT.relativize(folder).toString());
    }

    private static Manifests run(String folder) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder(
                            "kubectl",
                            "kustomize",
                            Manifests.ROOT.resolve(folder).toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException missing) {
            log.warn("SKIPPED: kubectl is not on the PATH, so {} is not built", folder);
            Assumptions.abort("kubectl is not on the PATH");
            throw missing;
        }
        String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!kubectl.waitFor(1, TimeUnit.MINUTES) || kubectl.exitValue() != 0) {
            throw new AssertionError("kubectl kustomize " + folder + " failed: see above");
        }
        return Manifests.of(yaml);
    }
}

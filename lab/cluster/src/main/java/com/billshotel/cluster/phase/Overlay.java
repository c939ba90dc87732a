package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.local.parts.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary overlay of the local one, as a user would write it after reading the documentation. */
final class Overlay {
    private static final String HEADER =
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - ../../k8s-overlays/local
            """;

    /** The component that the documentation adds in its example. */
    private static final String DOCUMENTED = "k8s-components/backup";

    private Overlay() {}

    /** As {@link #write}, with the documentation's lines for a component. */
    static Path with(Stage stage, String component) throws IOException {
        Block example = stage.kubernetes.block(block -> !block.isScript() && block.contains(DOCUMENTED));
        return write(
                component,
                example.with(DOCUMENTED, "k8s-components/" + component).text());
    }

    /**
     * Writes an overlay.
     *
     * @param lines further lines of its {@code kustomization.yaml}, with paths as in a folder of {@code k8s-overlays}
     * @return its folder, relative to the project's root
     */
    static Path write(String name, String lines) throws IOException {
        Path folder = ProjectFiles.folder("lab/cluster/target/overlays/" + name);
        String root = folder.relativize(ProjectFiles.ROOT).toString();
        Files.writeString(folder.resolve("kustomization.yaml"), (HEADER + lines).replace("../..", root));
        return ProjectFiles.ROOT.relativize(folder);
    }
}

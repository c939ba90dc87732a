package com.billshotel.cluster.kube;

import com.billshotel.local.parts.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs scripts with bash as a reader of the documentation would, but with a home folder and a kubeconfig of their own: neither what
 * they write to {@code ~} nor the namespace that they select stays.
 */
public final class Shell {
    private final Path folder;
    private final Map<String, String> environment;

    private Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * @param folder where scripts run
     * @param home an empty folder
     */
    public Shell(Path folder, Path home) {
        this(folder, environment(home));
    }

    /** A copy of the user's kubeconfig, with only the current context. */
    public Path useCopyOfKubeconfig() {
        Path copy = home().resolve("kubeconfig");
        String content = run("kubectl config view --raw --minify --flatten");
        try {
            Files.writeString(copy, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        environment.put("KUBECONFIG", copy.toString());
        return copy;
    }

    public Path home() {
        return Path.of(environment.get("HOME"));
    }

    /** The same for scripts in another folder. */
    public Shell in(Path other) {
        return new Shell(other, environment);
    }

    /**
     * Returns what the script writes to stdout and stderr.
     *
     * @throws LabException if a command of the script fails; the message has its last line of output, then the script and all output
     */
    public String run(String script) {
        Process process = start(script);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                String reason = output.strip().replaceFirst("(?s).*\n", "");
                throw new LabException(
                        "exit code " + code + ": " + reason + "\n" + script.strip() + "\n" + output.strip());
            }
            return output;
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", stopped);
        }
    }

    Process start(String script) {
        try {
            ProcessBuilder bash = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script));
            bash.directory(folder.toFile()).redirectErrorStream(true);
            bash.environment().putAll(environment);
            Process process = bash.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Credential plugins of cloud providers keep finding the user's login. */
    private static Map<String, String> environment(Path home) {
        Map<String, String> environment = new HashMap<>();
        Path users = Path.of(System.getProperty("user.home"));
        environment.put("HOME", home.toString());
        environment.put(
                "KUBECONFIG",
                System.getenv()
                        .getOrDefault(
                                "KUBECONFIG", users.resolve(".kube/config").toString()));
        Path gcloud = users.resolve(".config/gcloud");
        if (Files.exists(gcloud)) {
            environment.put("CLOUDSDK_CONFIG", System.getenv().getOrDefault("CLOUDSDK_CONFIG", gcloud.toString()));
        }
        return environment;
    }
}

package com.billshotel.local.k8s;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the docker command. */
final class Docker {
    private Docker() {}

    /** Whether a Docker engine is running and has these images. */
    static boolean has(List<String> images) {
        try {
            for (String image : images) {
                run("image", "inspect", "--format", "{{.Id}}", image);
            }
            return true;
        } catch (IllegalStateException missing) {
            return false;
        }
    }

    /** Returns docker's stdout and stderr: a container's log is on both. */
    static String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        try {
            Process docker =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (docker.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException missing) {
            throw new IllegalStateException("docker is not on the PATH", missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static String run(String... arguments) {
        return run(List.of(arguments));
    }
}

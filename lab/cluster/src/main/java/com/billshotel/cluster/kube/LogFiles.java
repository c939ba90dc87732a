package com.billshotel.cluster.kube;

import com.billshotel.local.parts.LabException;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Follows the logs of all containers of the system into files, one per start of a container, because the cluster forgets a pod's log
 * together with the pod.
 */
public final class LogFiles implements AutoCloseable {
    private static final int POLL_MILLIS = 500;

    private final Cluster cluster;
    private final Path folder;
    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    private final Set<String> reported = new HashSet<>();
    private final Set<String> leftOut = new HashSet<>();
    private final Thread finder = new Thread(this::find, "pod-logs");
    private volatile boolean closed;

    private LogFiles(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    public static LogFiles follow(Cluster cluster, Path folder) {
        LogFiles logs = new LogFiles(cluster, folder);
        logs.finder.setDaemon(true);
        logs.finder.start();
        return logs;
    }

    /** The lines of stack traces that were not there the last time, each with the name of its file. */
    public List<String> newStackTraces() {
        return lines(file -> !isOf(file, leftOut))
                .filter(line -> isOfStackTrace(line.text()))
                .map(line -> line.file().getFileName() + ": " + line.text().strip())
                .filter(reported::add)
                .toList();
    }

    /** Whether a line of the newest pods of this part of the system contains the text. */
    public boolean contain(String app, String text) {
        List<String> current = cluster.pods(app).stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
        return lines(file -> isOf(file, current)).anyMatch(line -> line.text().contains(text));
    }

    /** Leaves out the stack traces of pods that there are now, because they are from another version. */
    public void leaveOutPresentPods() {
        cluster.pods().forEach(pod -> leftOut.add(pod.getMetadata().getName()));
    }

    private static boolean isOf(Path file, Collection<String> pods) {
        return pods.stream().anyMatch(file.getFileName().toString()::startsWith);
    }

    static boolean isOfStackTrace(String line) {
        return line.matches("\\s+at .*");
    }

    @Override
    public void close() {
        closed = true;
        finder.interrupt();
    }

    private void find() {
        while (!closed) {
            try {
                cluster.pods().forEach(this::followAll);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (LabException unavailable) {
                // tried again
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void followAll(V1Pod pod) {
        Cluster.containers(pod)
                .filter(container -> container.getState().getWaiting() == null)
                .forEach(container -> follow(pod.getMetadata().getName(), container));
    }

    private void follow(String pod, V1ContainerStatus container) {
        String name = pod + "-" + container.getName() + "-"
                + container.getContainerID().replaceFirst(".*/", "").substring(0, 8);
        if (!followed.add(name)) {
            return;
        }
        Thread copier = new Thread(() -> copy(pod, container.getName(), folder.resolve(name + ".log")), name);
        copier.setDaemon(true);
        copier.start();
    }

    private void copy(String pod, String container, Path file) {
        try (InputStream log = cluster.log(pod, container)) {
            Files.copy(log, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | LabException ended) {
            // The pod is gone; what was read is in the file.
        }
    }

    private Stream<Line> lines(Predicate<Path> which) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Line> lines = new ArrayList<>();
            for (Path file : files.filter(which).sorted().toList()) {
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(text -> lines.add(new Line(file, text)));
            }
            return lines.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Line(Path file, String text) {}
}

package com.billshotel.drill.system;

import com.billshotel.drill.crash.CrashPoint;
import com.billshotel.local.parts.JavaCommand;
import com.billshotel.local.parts.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One of the services, run from its jar. */
final class ServiceMember implements Member {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 100;
    private static final Path AGENT = ProjectFiles.built("lab/drill/target/drill-agent.jar");

    private final Role role;
    private final String name;
    private final Launch launch;
    private final CrashPlan crashes;
    private final Incidents incidents;
    private Process process;
    private Optional<CrashPoint> armed = Optional.empty();
    private boolean expectedToEnd;
    private boolean closing;

    /** How to start it; the port is the one that it answers on. */
    record Launch(Path jar, List<String> jvmOptions, Map<String, String> settings, int port, Path log) {}

    ServiceMember(Role role, String name, Launch launch, CrashPlan crashes, Incidents incidents) {
        this.role = role;
        this.name = name;
        this.launch = launch;
        this.crashes = crashes;
        this.incidents = incidents;
    }

    synchronized void start() {
        if (closing) {
            return;
        }
        expectedToEnd = false;
        armed = crashes.next(role);
        List<String> jvmOptions = new ArrayList<>(launch.jvmOptions());
        armed.ifPresent(point -> jvmOptions.add("-javaagent:" + AGENT + "=" + crashes.armed(point)));
        try {
            process = JavaCommand.of(launch.jar(), jvmOptions, launch.settings())
                    .redirectOutput(Redirect.appendTo(launch.log().toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        process.onExit().thenAccept(this::ended);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public boolean isUp() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), launch.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public synchronized void kill() {
        expectedToEnd = true;
        process.destroyForcibly();
    }

    @Override
    public void restartInOrder() {
        Process stopping = expectEnd();
        long start = System.nanoTime();
        stopping.destroy();
        stopping.onExit().thenRun(() -> incidents.stopped(Duration.ofNanos(System.nanoTime() - start)));
    }

    @Override
    public synchronized Optional<ProcessHandle> process() {
        return Optional.of(process.toHandle());
    }

    /** The crash point that it is armed with. */
    synchronized Optional<CrashPoint> armed() {
        return armed;
    }

    @Override
    public void close() {
        Process last = stopForGood();
        last.destroy();
        try {
            if (!last.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                incidents.stray(name + " did not stop within " + STOP_LIMIT);
                last.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process expectEnd() {
        expectedToEnd = true;
        return process;
    }

    private synchronized Process stopForGood() {
        closing = true;
        return process;
    }

    private synchronized void ended(Process ended) {
        if (ended.exitValue() == CrashPoint.EXIT_CODE) {
            armed.ifPresent(crashes::hit);
        } else if (!expectedToEnd && !closing) {
            incidents.stray(name + " ended unexpectedly with exit code " + ended.exitValue() + "; see " + launch.log());
        }
        start();
    }
}

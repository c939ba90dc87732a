package com.billshotel.drill.system;

import com.billshotel.drill.crash.CrashPoint;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.ServiceLaunch;
import com.billshotel.local.parts.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service that is started again whenever it ends. */
final class ServiceMember implements Member {
    private static final int CONNECT_MILLIS = 100;
    private static final Path AGENT = ProjectFiles.built("lab/drill/target/drill-agent.jar");

    private final Role role;
    private final ServiceLaunch launch;
    private final CrashPlan crashes;
    private final Incidents incidents;
    private ServiceProcess process;
    private Optional<CrashPoint> armed = Optional.empty();
    private boolean expectedToEnd;
    private boolean closing;

    ServiceMember(Role role, ServiceLaunch launch, CrashPlan crashes, Incidents incidents) {
        this.role = role;
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
        process = ServiceProcess.start(launch.withJvmOptions(jvmOptions));
        process.onExit().thenAccept(this::ended);
    }

    @Override
    public String name() {
        return launch.name();
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
        } catch (IOException unavailable) {
            return false;
        }
    }

    @Override
    public synchronized void kill() {
        expectedToEnd = true;
        process.kill();
    }

    @Override
    public void restartOrderly() {
        ServiceProcess stopping = expectEnd();
        long start = System.nanoTime();
        stopping.terminate();
        stopping.onExit().thenRun(() -> incidents.stopped(Duration.ofNanos(System.nanoTime() - start)));
    }

    @Override
    public synchronized Optional<ProcessHandle> process() {
        return Optional.of(process.handle());
    }

    /** The crash point that it is armed with. */
    synchronized Optional<CrashPoint> armed() {
        return armed;
    }

    @Override
    public void close() {
        ServiceProcess last = stopForGood();
        if (!last.stop()) {
            incidents.stray(name() + " did not stop within " + ServiceProcess.GRACE_PERIOD);
        }
    }

    private synchronized ServiceProcess expectEnd() {
        expectedToEnd = true;
        return process;
    }

    private synchronized ServiceProcess stopForGood() {
        closing = true;
        return process;
    }

    private synchronized void ended(int exitCode) {
        if (exitCode == CrashPoint.EXIT_CODE) {
            armed.ifPresent(crashes::hit);
        } else if (!expectedToEnd && !closing) {
            incidents.stray(name() + " ended unexpectedly with exit code " + exitCode + "; see " + launch.log());
        }
        start();
    }
}

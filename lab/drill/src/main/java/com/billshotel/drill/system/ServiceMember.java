package com.billshotel.drill.system;

import com.billshotel.drill.crash.CrashPoint;
import com.billshotel.local.parts.LabException;
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
import java.util.Map;
import java.util.Optional;

/** A service that is started again whenever it ends. */
public final class ServiceMember implements Member {
    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 100;
    private static final int CONNECT_MILLIS = 100;
    private static final Path AGENT = ProjectFiles.built("lab/drill/target/drill-agent.jar");

    private final Role role;
    private final Map<Release, ServiceLaunch> launches;
    private final CrashPlan crashes;
    private final Incidents incidents;
    private Release release;
    private ServiceProcess process;
    private Optional<CrashPoint> armed = Optional.empty();
    private boolean expectedToEnd;
    private boolean closing;

    /**
     * A member that starts as the first of some releases.
     *
     * @param launches how to start each release, on the same ports
     */
    ServiceMember(
            Role role,
            List<Release> releases,
            Map<Release, ServiceLaunch> launches,
            CrashPlan crashes,
            Incidents incidents) {
        this.role = role;
        this.release = releases.get(0);
        this.launches = launches;
        this.crashes = crashes;
        this.incidents = incidents;
    }

    synchronized void start() {
        if (closing) {
            return;
        }
        expectedToEnd = false;
        armed = release.hasCrashPoints() ? crashes.next(role) : Optional.empty();
        List<String> jvmOptions = new ArrayList<>(launch().jvmOptions());
        armed.ifPresent(point -> jvmOptions.add("-javaagent:" + AGENT + "=" + crashes.armed(point)));
        process = ServiceProcess.start(launch().withJvmOptions(jvmOptions));
        process.onExit().thenAccept(this::ended);
    }

    /**
     * Restarts it in an orderly way as another release, and returns once that is serving, as an orchestrator's rollout does. However
     * it ends meanwhile and later, it is started again as that release.
     *
     * @throws LabException if it is not serving in time
     */
    public void update(Release next) throws InterruptedException {
        long deadline = System.nanoTime() + UPDATE_LIMIT.toNanos();
        ServiceProcess replaced = changeTo(next);
        terminate(replaced);
        for (ServiceProcess now = current(); now == replaced || !now.isServing(); now = current()) {
            if (System.nanoTime() > deadline) {
                throw new LabException(name() + " is not SERVING " + UPDATE_LIMIT.toSeconds()
                        + " s after its update; see " + launch().log());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public String name() {
        return launch().name();
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public boolean isUp() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), launch().port()), CONNECT_MILLIS);
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
        terminate(expectEnd());
    }

    private void terminate(ServiceProcess stopping) {
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

    private synchronized ServiceProcess changeTo(Release next) {
        release = next;
        return expectEnd();
    }

    private synchronized ServiceProcess current() {
        return process;
    }

    private synchronized ServiceLaunch launch() {
        return launches.get(release);
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
            incidents.stray(name() + " ended unexpectedly with exit code " + exitCode + "; see " + launch().log());
        }
        start();
    }
}

package com.billshotel.cluster.kube;

import com.billshotel.embedded.network.Ports;
import com.billshotel.local.parts.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code kubectl port-forward}, started again whenever it ends: it ends with the pod that it has chosen, and when a connection breaks.
 */
public final class PortForward implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int PAUSE_MILLIS = 100;

    /** What kubectl prints once the port accepts connections. */
    private static final String READY = "Forwarding from";

    private final Shell shell;
    private final String command;
    private final int port;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread keeper = new Thread(this::keep, "port-forward");
    private volatile boolean closed;
    private volatile Process process;

    private PortForward(Shell shell, String command, int port) {
        this.shell = shell;
        this.command = command;
        this.port = port;
    }

    /** Forwards a free port to an object's port, and returns when it accepts connections. */
    public static PortForward to(Shell shell, String object, int port) {
        int local = Ports.free();
        return of(
                shell,
                "kubectl port-forward --namespace=" + Cluster.NAMESPACE + " " + object + " " + local + ":" + port,
                local);
    }

    /** Runs a command that forwards this port, and returns when the port accepts connections. */
    public static PortForward of(Shell shell, String command, int port) {
        if (!Ports.isFree(port)) {
            throw new LabException("port " + port + " is in use, which '" + command.strip() + "' needs");
        }
        PortForward forward = new PortForward(shell, "exec " + command.strip(), port);
        forward.keeper.setDaemon(true);
        forward.keeper.start();
        forward.await();
        return forward;
    }

    public int port() {
        return port;
    }

    /** The address, as {@code host:port}. */
    public String address() {
        return Ports.LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    /** Does not try the port: a connection that ends at once may end kubectl as well. */
    private void await() {
        try {
            if (!ready.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                close();
                throw new LabException("not ready within " + START_LIMIT.toSeconds() + " s: " + command);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", stopped);
        }
    }

    private void keep() {
        while (!closed) {
            try {
                process = shell.start(command);
                if (closed) {
                    process.destroy();
                }
                readOutput(process);
                process.waitFor();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (IOException | InterruptedException ended) {
                // closed, or started again
            }
        }
    }

    private void readOutput(Process kubectl) throws IOException {
        try (BufferedReader lines = kubectl.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready.countDown();
                }
            }
        }
    }
}

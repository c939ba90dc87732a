package com.billshotel.drill.system;

import java.util.Optional;

/** A process that the drill injects faults into. However it ends, it is restarted at once on the same ports. */
public interface Member extends AutoCloseable {
    String name();

    Role role();

    /** Whether it accepts connections. */
    boolean isUp();

    /** Kills it with SIGKILL. */
    void kill();

    /** Stops it with SIGTERM, as an orchestrator does. */
    void restartOrderly();

    /** The process to pause with SIGSTOP; empty if it cannot be paused. */
    Optional<ProcessHandle> process();

    @Override
    void close();
}

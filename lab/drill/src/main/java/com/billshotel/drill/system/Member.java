package com.billshotel.drill.system;

import java.util.Optional;

/** A process of the system that the drill may trouble. Whatever ends it, it is started again at once on the same ports. */
public interface Member extends AutoCloseable {
    String name();

    Role role();

    /** Whether it runs and answers connections. */
    boolean isUp();

    /** kill -9. */
    void kill();

    /** SIGTERM, as an orchestrator does. */
    void restartInOrder();

    /** The process to be paused with SIGSTOP; empty if it cannot be. */
    Optional<ProcessHandle> process();

    @Override
    void close();
}

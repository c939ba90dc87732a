package com.billshotel.reserve.pubsub;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Runs each task in the calling thread. The client library would dispatch every message to a thread pool, which costs more than
 * receiving the message does, and reorders messages.
 */
final class CallerThread extends ScheduledThreadPoolExecutor {
    CallerThread() {
        super(0);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}

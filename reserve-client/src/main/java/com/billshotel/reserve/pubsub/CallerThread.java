package com.billshotel.reserve.pubsub;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Runs each task in the thread that brings it. The client library would hand every single message to a pool of threads, which
 * costs more than taking it in does, and shuffles them.
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

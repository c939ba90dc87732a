package com.billshotel.schedules.fakes;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntPredicate;

/** Starts a thread for each task. */
public final class Readers implements Executor {
    private final IntPredicate rejects;
    private int tasks;

    /** @param rejects whether the task with this number, from 1, is rejected */
    public Readers(IntPredicate rejects) {
        this.rejects = rejects;
    }

    @Override
    public void execute(Runnable task) {
        int number = ++tasks;
        if (rejects.test(number)) {
            throw new RejectedExecutionException("injected");
        }
        new Thread(task, "reader-" + number).start();
    }
}

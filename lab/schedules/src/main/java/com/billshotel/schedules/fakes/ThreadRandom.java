package com.billshotel.schedules.fakes;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes {@link ThreadLocalRandom}, which backoffs use, repeatable. Needs
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class ThreadRandom {
    private static final Field SEED = seedField();

    private ThreadRandom() {}

    /** Determines the next number that this thread draws. It also depends on the thread's id, hence the subtraction. */
    static void seed(long seed) {
        ThreadLocalRandom.current(); // so that its first use does not set the seed again
        Thread thread = Thread.currentThread();
        try {
            @SuppressWarnings("deprecation") // threadId() needs Java 19
            long id = thread.getId();
            SEED.setLong(thread, seed - (id << 1));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Field seedField() {
        try {
            Field field = Thread.class.getDeclaredField("threadLocalRandomSeed");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException otherJdk) {
            throw new IllegalStateException(otherJdk);
        }
    }
}

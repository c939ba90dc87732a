package com.billshotel.flood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Samples a process's resident memory. Without {@code /proc}, the peak is 0. */
final class Memory implements AutoCloseable {
    private static final int PERIOD_MILLIS = 50;

    private final Path status;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile double peakMegabytes;

    private Memory(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
    }

    static Memory of(ProcessHandle process) {
        Memory memory = new Memory(process.pid());
        memory.timer.scheduleAtFixedRate(memory::sample, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return memory;
    }

    double peakMegabytes() {
        return peakMegabytes;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sample() {
        try {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .forEach(now -> peakMegabytes = Math.max(peakMegabytes, now));
        } catch (IOException ended) {
            timer.shutdown();
        }
    }
}

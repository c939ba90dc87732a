package com.billshotel.local.parts;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a service's output goes to. If it cannot be written, because the disk is full for example, it ends there, with one
 * warning: a service whose output is no longer read would stop.
 */
final class LogFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogFile.class);

    private final Path path;
    private BufferedWriter writer;

    LogFile(Path path, boolean appends) {
        this.path = path;
        try {
            writer = Files.newBufferedWriter(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    appends ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException unwritable) {
            giveUp(unwritable);
        }
    }

    void write(String line) {
        if (writer == null) {
            return;
        }
        try {
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException unwritable) {
            giveUp(unwritable);
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException unwritable) {
                giveUp(unwritable);
            }
        }
    }

    private void giveUp(IOException unwritable) {
        log.warn("{} is incomplete: {}", path, unwritable.toString());
        writer = null;
    }
}

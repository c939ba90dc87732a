package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The part of the server's log that one run wrote: the file grows across restarts, so a run starts at an offset. */
final class ServerLog {
    private static final int TAIL_BYTES = 4_096;

    private final Path file;
    private final long start;

    private ServerLog(Path file, long start) {
        this.file = file;
        this.start = start;
    }

    /** Covers everything written from now on. */
    static ServerLog fromNow(Path file) {
        return new ServerLog(file, file.toFile().length());
    }

    Path file() {
        return file;
    }

    boolean contains(String text) {
        return read(start).contains(text);
    }

    /** The last lines, up to 4 KiB. */
    String tail() {
        return read(Math.max(start, file.toFile().length() - TAIL_BYTES)).strip();
    }

    private String read(long from) {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) (input.length() - from)];
            input.seek(from);
            input.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

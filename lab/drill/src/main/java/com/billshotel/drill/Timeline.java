package com.billshotel.drill;

import com.billshotel.local.parts.Machine;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What happened in a drill, second by second: the raw data of its {@link Picture}.
 *
 * @param machine where
 * @param messages how many were to be published
 * @param seed of the messages and faults
 * @param samples one per second, in chronological order
 * @param faults in chronological order
 */
record Timeline(Machine machine, long messages, long seed, List<Sample> samples, List<Mark> faults) {
    /**
     * The state at one moment.
     *
     * @param seconds since the start
     * @param completed messages acknowledged so far
     * @param backlog messages published, but not acknowledged
     */
    record Sample(double seconds, long completed, long backlog) {}

    /**
     * One injected fault.
     *
     * @param seconds since the start
     * @param kind as in the picture
     */
    record Mark(double seconds, String kind) {}

    /** The file in a folder of results. */
    static final String FILE = "drill.json";

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    static Timeline read(Path file) throws IOException {
        return GSON.fromJson(Files.readString(file), Timeline.class);
    }

    /** Writes one line of JSON. */
    void write(Path file) throws IOException {
        Files.writeString(file, GSON.toJson(this) + "\n");
    }
}

package com.billshotel.embedded.mysql;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A server's programs, and how they create an empty data folder. Each method gets the folder of the cache that is theirs. */
interface ServerPrograms {
    Vendor vendor();

    /** Names the folder in the cache: what differs between versions must differ in it. */
    String cacheName();

    /** For the user. */
    String description();

    /** What {@link #createIn} needs. */
    long megabytes();

    /**
     * Puts into the folder what the server needs, with {@link #pristineData}.
     *
     * @param progress receives a line before each step that may take more than two seconds
     * @throws MysqlStartException if the programs do not run
     */
    void createIn(Path home, Consumer<String> progress);

    Path base(Path home);

    Path server(Path home);

    /** The command line client, which may be missing. */
    Path client(Path home);

    /** Environment variables of the server. */
    Map<String, String> environment(Path home);

    default Path pristineData(Path home) {
        return home.resolve("pristine");
    }
}

package com.billshotel.embedded.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that are installed on this machine. */
public final class Programs {
    private Programs() {}

    /** The program that a shell would run under this name. */
    public static Optional<Path> onPath(String name) {
        return in(path(), name);
    }

    /** The first executable file with this name in one of the folders; an absolute name is its own place. */
    public static Optional<Path> in(Stream<Path> folders, String name) {
        return folders.map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** The folders of the PATH. */
    public static Stream<Path> path() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
    }
}

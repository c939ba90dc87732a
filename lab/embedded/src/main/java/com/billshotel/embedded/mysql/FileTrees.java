package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders at once; failures are {@link UncheckedIOException}s. */
final class FileTrees {
    private FileTrees() {}

    static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what is in {@code source} into the existing folder {@code target}. */
    static void copyContent(Path source, Path target) {
        for (Path entry : below(source)) {
            try {
                Files.copy(entry, target.resolve(source.relativize(entry).toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Deletes {@code folder} and all below it; one that does not exist is fine. */
    static void delete(Path folder) {
        if (Files.exists(folder)) {
            deleteContent(folder);
            deleteOne(folder);
        }
    }

    static void deleteContent(Path folder) {
        below(folder).stream().sorted(Comparator.reverseOrder()).forEach(FileTrees::deleteOne);
    }

    /** Parents before their children. */
    private static List<Path> below(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.skip(1).toList();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("Folder is gone: " + folder, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

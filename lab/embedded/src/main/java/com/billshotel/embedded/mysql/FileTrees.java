package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Recursive file operations; failures are thrown as {@link UncheckedIOException}. */
final class FileTrees {
    private FileTrees() {}

    static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the content of {@code source} into the existing folder {@code target}. */
    static void copyContent(Path source, Path target) {
        for (Path entry : descendants(source)) {
            try {
                Files.copy(entry, target.resolve(source.relativize(entry).toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Deletes {@code folder} recursively, if it exists. */
    static void delete(Path folder) {
        if (Files.exists(folder)) {
            deleteContent(folder);
            deleteOne(folder);
        }
    }

    static void deleteContent(Path folder) {
        descendants(folder).stream().sorted(Comparator.reverseOrder()).forEach(FileTrees::deleteOne);
    }

    /** Parents before their children. */
    private static List<Path> descendants(Path folder) {
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

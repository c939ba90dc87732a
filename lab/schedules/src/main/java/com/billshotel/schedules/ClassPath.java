package com.billshotel.schedules;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** This process's class path. */
final class ClassPath {
    private ClassPath() {}

    /** The jars and folders, including those that the manifest of a jar adds. */
    static Stream<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .flatMap(entry -> Stream.concat(Stream.of(entry), addedBy(entry)));
    }

    static Stream<Path> jars() {
        return entries().filter(ClassPath::isJar);
    }

    /** The jar that contains a resource. */
    static Path jarOf(String resource) {
        try {
            JarURLConnection connection = (JarURLConnection)
                    ClassPath.class.getClassLoader().getResource(resource).openConnection();
            return Path.of(connection.getJarFileURL().toURI());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The jar or folder that contains a resource. */
    static Path entryWith(String resource) {
        return entries()
                .filter(Files::isDirectory)
                .filter(folder -> Files.exists(folder.resolve(resource)))
                .findFirst()
                .orElseGet(() -> jarOf(resource));
    }

    private static boolean isJar(Path entry) {
        return entry.toString().endsWith(".jar");
    }

    private static Stream<Path> addedBy(Path entry) {
        if (!isJar(entry)) {
            return Stream.empty();
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String added =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            URI base = entry.toUri();
            return added == null
                    ? Stream.empty()
                    : Arrays.stream(added.split(" ")).map(base::resolve).map(Path::of);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package com.billshotel.runtime.settings;

import java.nio.file.Path;

/** Describes the files with passwords, keys and certificates that settings name. */
public final class SecretFile {
    /** Where the Kubernetes manifests mount Secrets: a folder for each Secret, in it a file for each key. */
    private static final Path KUBERNETES = Path.of("/run/secrets");

    private SecretFile() {}

    /**
     * One line that says that the file cannot be read and what to do. Names the Secret if it is a key of one.
     *
     * @param setting the setting and its value, which is the file
     */
    public static String unreadable(String setting, Path file) {
        String problem = setting + " cannot be read: ";
        return isKeyOfSecret(file)
                ? "Secret %s, key %s: %screate it"
                        .formatted(file.getParent().getFileName(), file.getFileName(), problem)
                : problem + "mount the file, or fix its permissions";
    }

    private static boolean isKeyOfSecret(Path file) {
        return file.startsWith(KUBERNETES) && file.getNameCount() == KUBERNETES.getNameCount() + 2;
    }
}

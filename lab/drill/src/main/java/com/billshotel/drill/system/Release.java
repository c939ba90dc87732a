package com.billshotel.drill.system;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import java.nio.file.Path;

/**
 * A version of the services.
 *
 * @param name as in names of files
 * @param folder where the version was built
 * @param hasCrashPoints whether its classes have the methods that crash points name
 */
public record Release(String name, Path folder, boolean hasCrashPoints) {
    /** The version in the working tree. */
    public static Release current() {
        return new Release("current", ProjectFiles.ROOT, true);
    }

    /** Another version; which crash points its classes have is unknown. */
    public static Release builtIn(Path folder) {
        return new Release(folder.getFileName().toString(), folder, false);
    }

    /**
     * The executable jar of a service.
     *
     * @throws LabException if it has not been built
     */
    public Path jar(Role role) {
        String module = role == Role.SERVER ? "hotel-server" : "reserve-client";
        return ProjectFiles.built(folder.resolve(module)
                .resolve("target")
                .resolve(module + ".jar")
                .toString());
    }

    /** The folder of the script that creates its tables. */
    Path sql() {
        return folder.resolve("sql");
    }
}

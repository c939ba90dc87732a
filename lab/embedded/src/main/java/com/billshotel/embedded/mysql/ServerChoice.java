package com.billshotel.embedded.mysql;

import com.billshotel.embedded.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the server: the one that {@code MYSQL_SERVER} names, otherwise the bundled one, otherwise an installed one. No binaries are
 * bundled for Linux on arm64.
 */
final class ServerChoice {
    private static final String VARIABLE = "MYSQL_SERVER";

    /** Where systems install servers, outside the PATH of most users. */
    private static final List<Path> FOLDERS = Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/libexec")
            .map(Path::of)
            .toList();

    private static final String REMEDY = "install " + Vendor.MARIADB + " " + Vendor.MARIADB.oldest() + " or "
            + Vendor.MYSQL + " " + Vendor.MYSQL.oldest()
            + ", or later, or set MYSQL_HOST to use a MySQL server of your own; see docs/quickstart.md";

    private final Map<String, String> environment;
    private final Optional<ServerPrograms> bundled;
    private final List<Path> folders;

    ServerChoice(Map<String, String> environment, Optional<ServerPrograms> bundled, List<Path> folders) {
        this.environment = environment;
        this.bundled = bundled;
        this.folders = folders;
    }

    /** @throws MysqlStartException if there is none; the message says what to install */
    static ServerPrograms ofThisMachine() {
        List<Path> folders = Stream.concat(Programs.path(), FOLDERS.stream()).toList();
        return new ServerChoice(System.getenv(), BundledServer.ofThisPlatform(), folders).choose();
    }

    ServerPrograms choose() {
        return Optional.of(environment.getOrDefault(VARIABLE, ""))
                .filter(name -> !name.isBlank())
                .<ServerPrograms>map(this::named)
                .or(() -> bundled)
                .orElseGet(this::installed);
    }

    /** A path, or the name of a program. */
    private InstalledServer named(String name) {
        InstalledServer server = Programs.in(folders.stream(), name)
                .map(InstalledServer::of)
                .orElseThrow(() -> new MysqlStartException(VARIABLE + "=" + name
                        + " is not a program: set it to mariadbd, mysqld, or the path of one of them"));
        if (server.isTooOld()) {
            throw new MysqlStartException(
                    VARIABLE + "=" + name + " is too old (" + server.description() + "): " + REMEDY);
        }
        return server;
    }

    private InstalledServer installed() {
        List<InstalledServer> tooOld = new ArrayList<>();
        for (String name : List.of("mariadbd", "mysqld")) {
            Optional<InstalledServer> found =
                    Programs.in(folders.stream(), name).map(InstalledServer::of);
            if (found.isPresent() && !found.get().isTooOld()) {
                return found.get();
            }
            found.ifPresent(tooOld::add);
        }
        String instead = tooOld.stream()
                .map(server -> ", and " + server.description() + " is too old")
                .collect(Collectors.joining());
        throw new MysqlStartException("No MariaDB is bundled for " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + instead + ": " + REMEDY);
    }
}

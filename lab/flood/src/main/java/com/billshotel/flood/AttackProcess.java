package com.billshotel.flood;

import com.billshotel.flood.attack.Attack;
import com.billshotel.flood.attack.AttackMain;
import com.billshotel.local.parts.ProjectFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An attack in a process of its own, at the lowest priority: an attacker has its own machine, and here it would take the processor
 * from the target and the normal client.
 */
final class AttackProcess implements AutoCloseable {
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;

    private AttackProcess(Process process) {
        this.process = process;
    }

    static AttackProcess start(Attack attack, InetSocketAddress target, InetAddress source) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AttackMain.class.getName(),
                attack.name(),
                target.getAddress().getHostAddress(),
                Integer.toString(target.getPort()),
                source.getHostAddress()));
        return new AttackProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProjectFiles.folder("lab/flood/target/run")
                        .resolve("attack.log")
                        .toFile())
                .start());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

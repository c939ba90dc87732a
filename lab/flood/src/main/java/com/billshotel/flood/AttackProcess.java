package com.billshotel.flood;

import com.billshotel.flood.attack.Attack;
import com.billshotel.flood.attack.AttackMain;
import com.billshotel.flood.attack.Volume;
import com.billshotel.local.parts.ProjectFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
                .redirectError(ProjectFiles.folder("lab/flood/target/run")
                        .resolve("attack.log")
                        .toFile())
                .start());
    }

    /** Ends the attack. */
    Volume stop() throws IOException {
        process.getOutputStream().close();
        try (BufferedReader output = process.inputReader()) {
            String volume = output.readLine();
            return volume == null ? new Volume(0, 0) : Volume.parse(volume);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

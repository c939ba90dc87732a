package com.billshotel.local.parts;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The machine that something was measured on.
 *
 * @param taken when this was found out, in UTC
 * @param cpu its model, or at least its architecture
 * @param cores those that this JVM may use
 * @param memoryGib rounded; 0: unknown
 * @param loadBefore the load average at that time; negative: unknown
 * @param system the operating system and its version
 * @param java the version of this JVM, and who built it
 * @param mysql the MySQL server's vendor and version
 */
public record Machine(
        String taken,
        String cpu,
        int cores,
        long memoryGib,
        double loadBefore,
        String system,
        String java,
        String mysql) {
    private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");

    /** This machine. */
    public static Machine with(String mysql) {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                totalMemoryGib(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                mysql);
    }

    /** One line, without the time and the load. */
    @Override
    public String toString() {
        return String.join(
                ", ",
                cpu,
                cores + " cores",
                memoryGib == 0 ? "memory unknown" : memoryGib + " GiB",
                system,
                "Java " + java,
                mysql);
    }

    private static String cpuModel() {
        Optional<String> model = Optional.empty();
        try {
            if (Files.exists(LINUX_CPUS)) {
                model = linuxCpu(Files.readAllLines(LINUX_CPUS));
            } else if (System.getProperty("os.name").startsWith("Mac")) {
                model = Optional.of(output("sysctl", "-n", "machdep.cpu.brand_string"));
            }
        } catch (IOException unknown) {
            // The architecture must do.
        }
        return model.filter(name -> !name.isBlank())
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))) // Windows
                .orElse(System.getProperty("os.arch"));
    }

    /** The model from {@code /proc/cpuinfo}: with family and number, since virtual machines may shorten the name to the brand. */
    static Optional<String> linuxCpu(List<String> lines) {
        Map<String, String> first = lines.stream()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (one, another) -> one));
        return Optional.ofNullable(first.get("model name"))
                .map(name -> first.containsKey("cpu family") && first.containsKey("model")
                        ? name + " (family " + first.get("cpu family") + ", model " + first.get("model") + ")"
                        : name);
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static long totalMemoryGib() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.round(system.getTotalMemorySize() / (double) (1 << 30))
                : 0;
    }
}

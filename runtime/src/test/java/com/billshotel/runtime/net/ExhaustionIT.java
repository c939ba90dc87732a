package com.billshotel.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.app.Exhaustion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs out of direct memory in a process of its own. */
class ExhaustionIT {
    @Test
    @Timeout(120)
    void process_withoutMemoryForBuffers_saysSoInOneLineAndEnds() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:MaxDirectMemorySize=8m",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Dio.grpc.netty.shaded.io.netty.tryReflectionSetAccessible=true",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Greedy.class.getName())
                .redirectErrorStream(true)
                .start();

        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.contains(Exhaustion.class.getSimpleName()))
                .singleElement()
                .asString()
                .contains("out of memory, ending the process");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    /** Allocates buffers and keeps them. */
    static final class Greedy {
        private Greedy() {}

        public static void main(String[] arguments) {
            FailFastAllocator allocator = new FailFastAllocator(1);
            List<Object> kept = new ArrayList<>();
            while (kept.size() < 1_000) {
                kept.add(allocator.directBuffer(1 << 20));
            }
        }
    }
}

package com.billshotel.schedules;

import com.billshotel.local.parts.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exploration of a range of seeds, in a process of its own.
 *
 * @param fault a planted fault; empty for the code as it is
 * @param trace whether to print every step
 */
record Exploration(String scenario, long firstSeed, int schedules, Optional<PlantedFault> fault, boolean trace) {
    private static final Pattern SEED = Pattern.compile("^seed (-?\\d+):", Pattern.MULTILINE);

    /**
     * How a run ended.
     *
     * @param output ends with the seed and stack traces of a violation, if there was one
     */
    record Result(boolean correct, String output) {
        /** The seed of the violation. */
        OptionalLong seed() {
            Matcher seed = SEED.matcher(output);
            return seed.find() ? OptionalLong.of(Long.parseLong(seed.group(1))) : OptionalLong.empty();
        }
    }

    Result run(InstrumentedJdk jdk) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(ProjectFiles.folder("lab/schedules/target"), scenario);
        List<String> command = new ArrayList<>(jdk.java());
        command.addAll(List.of(
                "-ea",
                "-Xmx512m",
                "-Dfray.transformation.excludePrefixes="
                        + "com.billshotel.schedules.fakes.,com.fasterxml.,ch.qos.logback.,org.slf4j.",
                "-Dlogback.configurationFile=schedules-logback.xml",
                "-Dschedules.trace=" + trace,
                "-cp",
                classPath(folder.resolve("classes")),
                Explorer.class.getName(),
                scenario,
                Long.toString(firstSeed),
                Integer.toString(schedules),
                folder.resolve("fray").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes());
            return new Result(process.waitFor() == 0, output);
        } finally {
            process.destroyForcibly();
        }
    }

    private String classPath(Path changed) throws IOException {
        if (fault.isPresent()) {
            fault.get().writeTo(changed);
        }
        return Stream.concat(
                        Stream.of(changed.toString()),
                        Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}

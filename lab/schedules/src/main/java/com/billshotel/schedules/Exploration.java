package com.billshotel.schedules;

import com.billshotel.local.parts.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exploration of a range of seeds, in a process of its own.
 *
 * @param fault a planted fault; empty for the code as it is
 * @param trace whether to print every step
 */
record Exploration(String scenario, long firstSeed, int schedules, Optional<PlantedFault> fault, boolean trace) {
    /** Prefixes of classes in which threads are not switched: the fakes, and libraries that share no state with our code. */
    private static final String UNCONTROLLED =
            "com.billshotel.schedules.fakes.,com.fasterxml.,ch.qos.logback.,org.slf4j.";

    private static final Pattern DISTINCT = Pattern.compile("^distinct schedules: (\\d+)", Pattern.MULTILINE);
    private static final Pattern SEED = Pattern.compile("^seed (-?\\d+):", Pattern.MULTILINE);

    /**
     * How a run ended.
     *
     * @param output ends with the seed and stack traces of a violation, if there was one
     */
    record Result(String output) {
        boolean correct() {
            return output.endsWith(Explorer.CORRECT + System.lineSeparator());
        }

        /** The number of different schedules. */
        int distinct() {
            Matcher distinct = DISTINCT.matcher(output);
            return distinct.find() ? Integer.parseInt(distinct.group(1)) : 0;
        }

        /** The seed of the violation. */
        OptionalLong seed() {
            Matcher seed = SEED.matcher(output);
            return seed.find() ? OptionalLong.of(Long.parseLong(seed.group(1))) : OptionalLong.empty();
        }
    }

    Result run(InstrumentedJdk jdk) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(ProjectFiles.folder("lab/schedules/target"), scenario);
        try {
            List<String> command = new ArrayList<>(jdk.java());
            command.addAll(arguments(folder));
            return run(command);
        } finally {
            Folders.delete(folder);
        }
    }

    private List<String> arguments(Path folder) throws IOException {
        return List.of(
                "-Xmx512m",
                "-Dfray.transformation.excludePrefixes=" + UNCONTROLLED,
                "-Dlogback.configurationFile=schedules-logback.xml",
                "-Dschedules.trace=" + trace,
                "-cp",
                classPath(folder.resolve("classes")),
                Explorer.class.getName(),
                scenario,
                Long.toString(firstSeed),
                Integer.toString(schedules),
                folder.resolve("fray").toString());
    }

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return new Result(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private String classPath(Path changed) throws IOException {
        new ClassesUnderTest(fault).writeTo(changed);
        return changed + File.pathSeparator + System.getProperty("java.class.path");
    }
}

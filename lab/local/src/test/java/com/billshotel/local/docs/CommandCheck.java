package com.billshotel.local.docs;

import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.server.HotelServer;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Whether a command of the documentation is one that CI runs, or names only what exists. */
final class CommandCheck {
    /** Commands that CI does not run exactly as written, and what covers them instead. */
    private static final Map<String, String> CHECKED_ELSEWHERE = Map.of(
            "bin/quickstart", "CI: the same with --once",
            "bin/bench --quick", "the nightly bin/bench",
            "bin/certificates ~/bills-hotel-ca", "CertificatesIT",
            "bin/cluster-test", "the nightly job, with --upgrade-from",
            "mvn test", "CI: a part of mvn verify",
            "mvn spotless:apply", "CI: mvn verify checks the format");

    /** External tools: only the project's files and names among their arguments are checked. */
    private static final Set<String> FOREIGN =
            Set.of("aws", "cd", "colima", "docker", "grep", "mysql", "rm", "sed", "sh", "tail");

    private static final String CI = Stream.concat(
                    Stream.of(Project.ROOT.resolve(".ci/run")), Project.files(".github/workflows", ".yml").stream())
            .map(Project::read)
            .map(CommandCheck::withoutMavenFlags)
            .reduce("", String::concat);

    private final KubernetesNames names = new KubernetesNames();

    /** @return what is wrong with the command; empty if nothing is */
    List<String> problems(List<String> command) {
        List<String> problems = new ArrayList<>(missingFiles(command));
        String tool = command.get(0);
        String line = String.join(" ", command);
        if (tool.startsWith("bin/")) {
            require(line, CommandCheck::isRun, "is not run by CI", problems);
        } else if (tool.equals("mvn")) {
            checkMaven(command, problems);
        } else if (tool.equals("java")) {
            checkJar(command, problems);
        } else if (tool.equals("kubectl")) {
            problems.addAll(KubectlCheck.problems(names, command));
        } else if (tool.equals("grpcurl")) {
            checkRpc(command.get(command.size() - 2), command.get(command.size() - 1), problems);
        } else if (tool.equals("curl")) {
            require(command.get(command.size() - 1), CommandCheck::isAddress, "is unknown", problems);
        } else if (tool.equals("gcloud")) {
            checkPubSub(command, problems);
        } else if (!tool.equals("sql/users.sh")) {
            require(tool, FOREIGN::contains, "is an unknown command", problems);
        }
        return problems;
    }

    /** Whether this script of the project, without arguments, can be executed. */
    static boolean isScript(String script) {
        return Files.isExecutable(Project.ROOT.resolve(script));
    }

    private static boolean isRun(String line) {
        return CI.contains(line + "\n") || CHECKED_ELSEWHERE.containsKey(line);
    }

    private static List<String> missingFiles(List<String> command) {
        return command.stream()
                .map(word -> word.replaceFirst("^<", ""))
                .filter(word -> word.matches("(bin|docs|k8s[a-z-]*|lab|proto|sql)/[\\w./-]+"))
                .filter(word -> !Files.exists(Project.ROOT.resolve(word)))
                .map(word -> word + " does not exist")
                .toList();
    }

    private static void checkMaven(List<String> command, List<String> problems) {
        List<String> tests = command.stream()
                .filter(word -> word.matches("-D(it\\.)?test=.*"))
                .map(word -> word.substring(word.indexOf('=') + 1))
                .toList();
        if (tests.isEmpty()) {
            require(withoutMavenFlags(String.join(" ", command)), CommandCheck::isRun, "is not run by CI", problems);
            return;
        }
        String module = command.get(command.indexOf("-pl") + 1);
        require(
                module,
                name -> Files.exists(Project.ROOT.resolve(name).resolve("pom.xml")),
                "is not a module",
                problems);
        tests.forEach(test -> require(
                test, name -> !Project.files(module, "/" + name + ".java").isEmpty(), "is not a test", problems));
    }

    private static void checkJar(List<String> command, List<String> problems) {
        Path jar = Path.of(command.get(2));
        String service = jar.getFileName().toString().replace(".jar", "");
        require(
                service,
                name -> Files.exists(Project.ROOT.resolve(name).resolve("pom.xml")),
                "is not a service",
                problems);
        CommandLine program = service.equals("reserve-client")
                ? ReserveClient.commandLine(Map.of())
                : HotelServer.commandLine(Map.of());
        try {
            program.parseArgs(command.subList(3, command.size()).toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            problems.add(e.getMessage());
        }
    }

    private static void checkRpc(String address, String rpc, List<String> problems) {
        List<String> known = Stream.of(HotelServiceGrpc.getServiceDescriptor(), HealthGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .toList();
        require(rpc, known::contains, "is not an RPC", problems);
        require(
                address,
                Set.of(
                        "localhost:" + HotelServer.GRPC_PORT.shownDefault(),
                        "localhost:" + ReserveClient.GRPC_PORT.shownDefault())::contains,
                "is not the address of a service",
                problems);
    }

    /** Of the metrics of a service that runs by itself or in the quickstart, or of the quickstart's topic. */
    private static boolean isAddress(String url) {
        return url.equals("localhost:" + setting("METRICS_PORT") + "/metrics")
                || url.equals("localhost:" + quickstartPort("--worker-metrics-port") + "/metrics")
                || url.equals("http://127.0.0.1:" + quickstartPort("--pubsub-port") + "/v1/projects/" + PubSub.PROJECT
                        + "/topics/" + PubSub.TOPIC + ":publish");
    }

    private static String quickstartPort(String option) {
        return ProjectFiles.help("quickstart")
                .lines()
                .filter(line -> line.strip().startsWith(option + "="))
                .map(line -> line.replaceAll(".*Default: (\\d+)\\.", "$1"))
                .findFirst()
                .orElseThrow();
    }

    private void checkPubSub(List<String> command, List<String> problems) {
        if (!command.get(1).equals("pubsub")) {
            return;
        }
        String resource = command.get(4);
        Set<String> known = command.get(2).equals("topics")
                ? Set.of(setting("RESERVE_TOPIC"), "reserve-undeliverable")
                : Set.of((String) names.config("hotel-cf", "reserve_subscription"), "reserve-undeliverable-sub");
        require(resource, known::contains, "is unknown", problems);
    }

    private static String setting(String name) {
        return DocumentedSettings.all()
                .filter(setting -> setting.name().equals(name))
                .map(Setting::shownDefault)
                .findFirst()
                .orElseThrow();
    }

    private static void require(String word, Predicate<String> condition, String otherwise, List<String> problems) {
        if (!condition.test(word)) {
            problems.add(word + " " + otherwise);
        }
    }

    private static String withoutMavenFlags(String text) {
        return text.replaceAll("mvn( -B| -ntp| -q)+", "mvn");
    }
}

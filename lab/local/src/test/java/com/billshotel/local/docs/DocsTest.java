package com.billshotel.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Verdict;
import com.billshotel.runtime.limits.TimeLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link in the documentation resolves, and every command in it works. */
class DocsTest {
    private static final Page README = new Page("README.md");
    private static final CommandCheck COMMANDS = new CommandCheck();

    private static Stream<Page> pages() {
        return Stream.concat(
                Stream.of("README.md", "RATIONALE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                        .map(Page::new),
                topics());
    }

    private static Stream<Page> topics() {
        return Project.files("docs", ".md").stream().map(Page::new);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadToFilesThatExist(Page page) {
        assertThat(page.linkedFiles()).allSatisfy(file -> assertThat(file).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void anchors_areHeadings(Page page) {
        assertThat(page.destinations())
                .filteredOn(destination -> Page.isRelative(destination) && destination.contains("#"))
                .allSatisfy(destination -> assertThat(new Page(page.resolve(destination)).anchors())
                        .contains(destination.replaceFirst(".*#", "")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commands_work(Page page) {
        List<List<String>> commands = page.codeBlocks("sh").stream()
                .flatMap(block -> Shell.commands(block).stream())
                .toList();

        assertThat(commands)
                .allSatisfy(command ->
                        assertThat(COMMANDS.problems(command)).as("%s", command).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void scripts_exist(Page page) {
        assertThat(page.codeSpans())
                .filteredOn(code -> code.startsWith("bin/"))
                .allMatch(code -> CommandCheck.isScript(code.split(" ")[0]));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void topic_isLinkedFromTheReadmeAndLinksBack(Page page) {
        assertThat(README.linkedFiles()).contains(page.file());
        assertThat(page.linkedFiles()).contains(README.file());
    }

    @Test
    void readme_isShort() {
        assertThat(Project.read(README.file()).lines()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void questions_eachLinkToAFile() {
        Map<String, List<Path>> questions = new Page("CONTRIBUTING.md").questions();

        assertThat(questions).hasSizeGreaterThanOrEqualTo(20);
        assertThat(questions.values())
                .allSatisfy(files -> assertThat(files).isNotEmpty().allMatch(Files::exists));
    }

    @Test
    void settings_areThoseOfTheCode() {
        Map<String, List<String>> documented = new TreeMap<>();
        new Page("docs/settings.md")
                .table("setting").stream()
                        .filter(row -> row.get(0).matches("[A-Z_]+"))
                        .forEach(row -> documented.put(row.get(0), row.subList(1, 3)));

        assertThat(documented).isEqualTo(DocumentedSettings.rows());
    }

    @Test
    void timeLimits_areThoseOfTheCode() {
        assertThat(new Page("docs/settings.md").table("lock wait").get(0))
                .isEqualTo(TimeLimits.LADDER.stream().map(DocsTest::shown).toList());
    }

    @Test
    void metrics_areThoseOfTheCode() {
        String metrics = Project.read(
                Project.ROOT.resolve("reserve-client/src/main/java/com/billshotel/reserve/MeterMetrics.java"));

        assertThat(new Page("docs/operations.md").codeSpans())
                .filteredOn(code -> code.startsWith("worker."))
                .isNotEmpty()
                .allMatch(metric -> metrics.contains('"' + metric + '"'));
    }

    @ParameterizedTest
    @EnumSource
    void verdict_isInTheTableOfOutcomes(Verdict verdict) {
        boolean isDeadLetter = verdict.kind() == Verdict.Kind.DEAD_LETTER;

        assertThat(README.table("message"))
                .extracting(row -> row.get(1))
                .anyMatch(outcome -> outcome.contains(
                        isDeadLetter ? verdict.reason() : verdict.kind().name()));
    }

    /** Tests the check itself: what it misses, the tests above miss as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bin/quickstart --twice                         | bin/quickstart --twice is not run by CI
                    mvn install                                    | mvn install is not run by CI
                    mvn test -pl reserve-client -Dtest=NoTest      | NoTest is not a test
                    java -jar reserve-client.jar dead-letters lost | Unmatched argument at index 1: 'lost'
                    grpcurl localhost:50051 hotel.HotelService/Get | hotel.HotelService/Get is not an RPC
                    curl localhost:9999/metrics                    | localhost:9999/metrics is unknown
                    gcloud pubsub topics create reserves           | reserves is unknown
                    mysql -u root <sql/tables.sql                  | sql/tables.sql does not exist
                    frobnicate                                     | frobnicate is an unknown command
                    kubectl drain node                             | drain is not a known subcommand
                    kubectl apply -k k8s-overlays/azure            | k8s-overlays/azure does not exist
                    kubectl apply -k k8s-components/tls            | k8s-components/tls is not a tested overlay
                    kubectl apply -f sql/init.sql                  | sql/init.sql is not a tested manifest
                    kubectl logs -l app=hotel                      | app=hotel is not on any pod
                    kubectl port-forward service/hotel-db 3307     | 3307 is not a port of hotel-db
                    kubectl rollout restart deployment hotel-db    | hotel-db is not a deployment
                    kubectl get service/hotel                      | hotel is not a service
                    kubectl exec hotel-0 -- sh                     | hotel-0 is not a pod
                    kubectl delete pvc data-hotel-0                | data-hotel-0 is not a volume claim
                    kubectl create secret generic mysql            | mysql is not a Secret of the manifests
                    kubectl create secret generic hotel-mysql --from-literal=root=1 | root is not a key of hotel-mysql
                    """)
    void check_findsWhatDoesNotExist(String command, String problem) {
        assertThat(Shell.commands(command)).hasSize(1).allSatisfy(words -> assertThat(COMMANDS.problems(words))
                .contains(problem));
    }

    private static String shown(Duration limit) {
        return limit.toHours() > 0
                ? limit.toHours() + " h"
                : limit.toMinutes() > 0 ? limit.toMinutes() + " min" : limit.toSeconds() + " s";
    }
}

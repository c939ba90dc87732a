package com.billshotel.local.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The component monitoring, whose kinds are not Kubernetes' own, so that ManifestContract cannot check them. */
class MonitoringTest {
    private static final Pattern METRIC = Pattern.compile("\\bworker_\\w+");
    private static final Pattern ALERT_ON = Pattern.compile("(?m)^\\| `(worker\\.[a-z.]+)`");
    private static final String RULES = read("k8s-components/monitoring/rules.yml");
    private static final String METRICS = read("reserve-client/src/main/java/com/billshotel/reserve/MeterMetrics.java");

    /** Prometheus shows a counter's name with underscores and the suffix _total. */
    @Test
    void rules_useMetricsOfTheWorker() {
        assertThat(metrics()).isNotEmpty().allSatisfy(metric -> assertThat(METRICS)
                .contains('"' + metric.replaceFirst("_total$", "").replace('_', '.') + '"'));
    }

    @Test
    void rules_coverEachAlertThatIsDocumented() {
        List<String> documented = ALERT_ON.matcher(read("docs/operations.md"))
                .results()
                .map(found -> found.group(1).replace('.', '_') + "_total")
                .toList();

        assertThat(documented).hasSize(3);
        assertThat(metrics()).containsAll(documented);
    }

    @Test
    void podMonitor_selectsAPortOfBothServices() {
        assertThat(read("k8s-components/monitoring/pod-monitor.yml")).contains("- port: metrics\n");
        for (String service : List.of("hotel-server", "hotel-reserve-client")) {
            assertThat(Manifests.base()
                            .podTemplate(service)
                            .template()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getPorts())
                    .anyMatch(port -> port.getName().equals("metrics"));
        }
    }

    private static Set<String> metrics() {
        return METRIC.matcher(RULES).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) {
        return Manifests.read(Manifests.ROOT.resolve(file));
    }
}

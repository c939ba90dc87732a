package com.billshotel.schedules;

import com.billshotel.local.parts.LabException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All scenarios, by name. */
final class Scenarios {
    private static final Map<String, Scenario> ALL = new TreeMap<>(Map.of(
            "outage", new OutageScenario(),
            "contention", new ContentionScenario(),
            "suspect", new SuspectScenario(),
            "shutdown", new ShutdownScenario(),
            "reads", new ReadsScenario()));

    private Scenarios() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Scenario named(String name) {
        Scenario scenario = ALL.get(name);
        if (scenario == null) {
            throw new LabException("there is no scenario " + name + "; expected one of " + String.join(", ", names()));
        }
        return scenario;
    }
}

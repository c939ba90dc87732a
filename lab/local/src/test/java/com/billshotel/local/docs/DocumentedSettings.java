package com.billshotel.local.docs;

import com.billshotel.reserve.ReserveClient;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.runtime.retention.PurgeCommand;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.server.HotelServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings as the code has them, in the form in which docs/settings.md lists them. */
final class DocumentedSettings {
    /** The commands that have settings which no service has. */
    private static final Map<String, String> COMMANDS =
            Map.of(PubSub.RESERVE_TOPIC.name(), "dead-letters replay", PurgeCommand.RETENTION_DAYS.name(), "purge");

    private DocumentedSettings() {}

    static Stream<Setting<?>> all() {
        return Stream.of(
                        HotelServer.SETTINGS,
                        ReserveClient.SETTINGS,
                        List.<Setting<?>>of(PubSub.RESERVE_TOPIC, PurgeCommand.RETENTION_DAYS))
                .flatMap(List::stream);
    }

    /** Service and default by the setting's name. */
    static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        all().map(Setting::name).forEach(name -> rows.put(name, List.of(service(name), defaults(name))));
        return rows;
    }

    private static String service(String name) {
        boolean server = isIn(HotelServer.SETTINGS, name);
        boolean worker = isIn(ReserveClient.SETTINGS, name);
        return server && worker ? "both" : server ? "server" : worker ? "worker" : COMMANDS.get(name);
    }

    /** The services' defaults may differ. */
    private static String defaults(String name) {
        Set<String> defaults = new LinkedHashSet<>();
        all().filter(setting -> setting.name().equals(name))
                .map(Setting::shownDefault)
                .forEach(defaults::add);
        return String.join(", ", defaults);
    }

    private static boolean isIn(List<Setting<?>> settings, String name) {
        return settings.stream().anyMatch(setting -> setting.name().equals(name));
    }
}

package com.billshotel.runtime.settings;

import com.google.common.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One host or several, each with a port or without.
 *
 * @param hosts at least one, in the order given
 */
public record HostList(List<HostAndPort> hosts) {
    static final String EXPECTED =
            "a host name or an IP address, or several separated by commas, each with or without a port (name:3306)";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");

    public HostList {
        hosts = List.copyOf(hosts);
    }

    /** Empty if any of the hosts is not one. */
    static Optional<HostList> parse(String text) {
        List<HostAndPort> hosts = new ArrayList<>();
        for (String host : text.split(",", -1)) {
            Optional<HostAndPort> parsed = parseHost(host);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            hosts.add(parsed.get());
        }
        return Optional.of(new HostList(hosts));
    }

    private static Optional<HostAndPort> parseHost(String text) {
        try {
            HostAndPort host = HostAndPort.fromString(text);
            boolean valid = HOST.matcher(host.getHost()).matches() && host.getPortOrDefault(1) > 0;
            boolean lacksPort = text.equals(host.getHost() + ":");
            return valid && !lacksPort ? Optional.of(host) : Optional.empty();
        } catch (IllegalArgumentException notAHost) {
            return Optional.empty();
        }
    }

    /** The hosts, each with its own port or else with this one. */
    public List<HostAndPort> withDefaultPort(int port) {
        return hosts.stream().map(host -> host.withDefaultPort(port)).toList();
    }

    /** As in the setting. */
    @Override
    public String toString() {
        return hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    }
}

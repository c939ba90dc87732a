package com.billshotel.runtime.net;

import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The address that all ports of a service listen on. */
public final class ListenAddress {
    public static final Setting<Optional<String>> LISTEN_ADDRESS =
            Setting.optionalAddress("LISTEN_ADDRESS", "IP address that all ports listen on; unset: all addresses");

    private ListenAddress() {}

    /** A port on that address. */
    public static InetSocketAddress of(Settings settings, int port) {
        return of(settings.get(LISTEN_ADDRESS), port);
    }

    /** A port on an address; empty: on all of them. */
    public static InetSocketAddress of(Optional<String> address, int port) {
        return address.map(own -> new InetSocketAddress(own, port)).orElseGet(() -> new InetSocketAddress(port));
    }
}

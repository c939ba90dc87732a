package com.billshotel.flood;

import com.billshotel.flood.attack.Protocol;

/** What can be attacked. */
enum Victim {
    SERVER(Protocol.GRPC, FloodSystem::server),
    WORKER(Protocol.GRPC, FloodSystem::worker),
    SERVER_TLS(Protocol.TLS, FloodSystem::serverWithTls),
    METRICS(Protocol.HTTP, FloodSystem::metrics);

    private final Protocol protocol;
    private final Start start;

    Victim(Protocol protocol, Start start) {
        this.protocol = protocol;
        this.start = start;
    }

    Protocol protocol() {
        return protocol;
    }

    Target start(FloodSystem system) throws Exception {
        return start.in(system);
    }

    @FunctionalInterface
    private interface Start {
        Target in(FloodSystem system) throws Exception;
    }
}

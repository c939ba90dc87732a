package com.billshotel.flood.attack;

/** What a target speaks. */
public enum Protocol {
    GRPC,
    /** gRPC over TLS. */
    TLS,
    HTTP
}

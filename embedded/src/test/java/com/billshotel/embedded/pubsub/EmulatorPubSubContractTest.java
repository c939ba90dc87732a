package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by Google's emulator: what the embedded broker is measured against. */
class EmulatorPubSubContractTest extends PubSubContract {
    private static final String ENDPOINT = System.getenv("PUBSUB_EMULATOR_HOST");

    @BeforeAll
    static void requireEmulator() {
        assumeThat(ENDPOINT)
                .as("PUBSUB_EMULATOR_HOST is not set, so the contract is NOT checked against Google's emulator")
                .isNotNull();
    }

    @Override
    String endpoint() {
        return ENDPOINT;
    }
}

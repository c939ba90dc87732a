package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the contract against Google's emulator, the reference for the embedded broker. */
class EmulatorPubSubContractIT extends PubSubContract {
    private static final String ENDPOINT = System.getenv("PUBSUB_EMULATOR_HOST");

    /** Checked here, so that each test of the contract is reported as skipped. */
    @Override
    String endpoint() {
        assumeThat(ENDPOINT)
                .as("PUBSUB_EMULATOR_HOST is not set, so the contract is NOT checked against Google's emulator")
                .isNotNull();
        return ENDPOINT;
    }

    @Override
    @Test
    @Tag("slow")
    @Disabled("Google's emulator 0.8.20 does not answer the pings that the Java client sends since 1.147")
    void subscriber_idleForAMinute_keepsItsStream() {}
}

package com.billshotel.cluster.phase;

import static com.billshotel.cluster.phase.Installation.State.EMPTY;
import static com.billshotel.cluster.phase.Installation.State.INSTALLED;
import static com.billshotel.cluster.phase.Installation.State.UNKNOWN;

import java.util.Locale;

/** A part of the test, in the order in which they run. */
public enum Phase {
    SECRETS("Secrets that are created after the manifests are applied", EMPTY, UNKNOWN, LateSecrets::run),
    INSTALL("from an empty namespace to a booked room", EMPTY, INSTALLED, Install::run),
    POLICIES("who can connect to what", INSTALLED, INSTALLED, Policies::run),
    SCRAPE("metrics from the namespace monitoring", INSTALLED, INSTALLED, Scrape::run),
    ROLLOUT("rollouts under load", INSTALLED, INSTALLED, Disturbances::rollouts),
    KILL("all pods of the services deleted by force under load", INSTALLED, INSTALLED, Disturbances::kill),
    SCALE("1, 3 and 1 replicas under load", INSTALLED, INSTALLED, Disturbances::scale),
    REPLICAS("replicas handed over to an autoscaler", INSTALLED, INSTALLED, Replicas::run),
    MYSQL("MySQL's pod deleted under load", INSTALLED, INSTALLED, Disturbances::mysql),
    OUTAGE("hotel-server stopped and started under load", INSTALLED, INSTALLED, Outage::run),
    PASSWORDS("passwords changed under load", INSTALLED, INSTALLED, Passwords::run),
    TLS("mutual TLS switched on under load", INSTALLED, INSTALLED, MutualTls::run),
    REMOVAL("removal, and what is left", INSTALLED, EMPTY, Removal::run),
    BACKUP("a dump, an accident, a restore", INSTALLED, UNKNOWN, Backup::run),
    UPGRADE("from the last release under load", EMPTY, UNKNOWN, Upgrade::run),
    ORIGINAL("from the original Go system", EMPTY, UNKNOWN, Original::run);

    private final String description;
    private final Installation.State needs;
    private final Installation.State leaves;
    private final Body body;

    Phase(String description, Installation.State needs, Installation.State leaves, Body body) {
        this.description = description;
        this.needs = needs;
        this.leaves = leaves;
        this.body = body;
    }

    /** What is tried. */
    public String description() {
        return description;
    }

    Installation.State needs() {
        return needs;
    }

    Installation.State leaves() {
        return leaves;
    }

    void run(Stage stage) throws Exception {
        body.run(stage);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Body {
        void run(Stage stage) throws Exception;
    }
}

package com.billshotel.runtime.health;

import java.util.Optional;

/** Checks a dependency that a service needs and that may be temporarily unavailable. */
public interface HealthCheck {
    /** A short name of the dependency, for the log. */
    String name();

    /** Empty if healthy, else what is wrong and how to fix it, on one line. Never throws; returns within seconds. */
    Optional<String> problem();
}

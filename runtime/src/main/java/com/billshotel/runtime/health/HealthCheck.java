package com.billshotel.runtime.health;

import java.util.Optional;

/** Something that a service cannot work without, and that can be away for a while. */
public interface HealthCheck {
    /** What is checked, in a word or two, for the log. */
    String name();

    /** Empty when all is well, else one line that says what is wrong and what to do. Never throws; answers in seconds. */
    Optional<String> problem();
}

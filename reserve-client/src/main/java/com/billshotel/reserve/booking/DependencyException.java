package com.billshotel.reserve.booking;

/** A call to a dependency failed: hotel-server, MySQL or a topic. The cause says how, the message says it to people. */
public final class DependencyException extends Exception {
    private final String dependency;

    /** @param dependency a short name, for log lines */
    public DependencyException(String dependency, String message, Throwable cause) {
        super(message, cause);
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}

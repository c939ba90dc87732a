package com.billshotel.embedded.pubsub;

import java.util.regex.Pattern;

/** Google's rules for the names of projects, topics and subscriptions. */
final class ResourceNames {
    private static final String PROJECT_PART = "projects/[^/]+";
    private static final String ID_PART = "(?!goog)[A-Za-z][A-Za-z0-9\\-_.~+%]{2,254}";
    private static final Pattern PROJECT = Pattern.compile(PROJECT_PART);
    private static final Pattern TOPIC = Pattern.compile(PROJECT_PART + "/topics/" + ID_PART);
    private static final Pattern SUBSCRIPTION = Pattern.compile(PROJECT_PART + "/subscriptions/" + ID_PART);

    private ResourceNames() {}

    static String checkProject(String name) {
        return check(PROJECT, name);
    }

    static String checkTopic(String name) {
        return check(TOPIC, name);
    }

    static String checkSubscription(String name) {
        return check(SUBSCRIPTION, name);
    }

    /** {@code reserve} of {@code projects/p/topics/reserve}. */
    static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** {@code p} of {@code projects/p/topics/reserve}. */
    static String projectOf(String name) {
        return name.split("/", 3)[1];
    }

    private static String check(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw Errors.invalid("Invalid resource name given (name=" + name + ").");
        }
        return name;
    }
}

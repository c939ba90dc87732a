package com.billshotel.runtime.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One setting from the environment: its name, what it means, its default and what counts as a good value.
 *
 * <p>Settings are constants beside the code they steer, and each service lists those it reads. An empty value counts as
 * unset, so that a manifest may name a setting and leave it blank.
 *
 * @param <T> the type that the text is read as
 */
public final class Setting<T> {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");
    private static final Pattern FILE = Pattern.compile("/.+|[A-Za-z]:.+");

    private final String name;
    private final String fallback;
    private final String meaning;
    private final String expected;
    private final Function<String, Optional<T>> reader;
    private boolean secret;

    private Setting(
            String name, String fallback, String meaning, String expected, Function<String, Optional<T>> reader) {
        this.name = name;
        this.fallback = fallback;
        this.meaning = meaning;
        this.expected = expected;
        this.reader = reader;
    }

    /** A text that matches the whole pattern; {@code expected} describes the pattern to people. */
    public static Setting<String> text(String name, String fallback, Pattern pattern, String expected, String meaning) {
        return new Setting<>(
                name, fallback, meaning, expected, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
    }

    /** As {@link #text}, without a default: the start is refused when it is not given. */
    public static Setting<String> requiredText(String name, Pattern pattern, String expected, String meaning) {
        return text(name, null, pattern, expected, meaning);
    }

    /** As {@link #text}, and empty when it is not given. */
    public static Setting<Optional<String>> optionalText(
            String name, Pattern pattern, String expected, String meaning) {
        return new Setting<>(
                name,
                "",
                meaning,
                expected,
                text -> text.isEmpty()
                        ? Optional.of(Optional.empty())
                        : Optional.of(text).filter(pattern.asMatchPredicate()).map(Optional::of));
    }

    /** An absolute path, and empty when it is not given. The file itself may come later. */
    public static Setting<Optional<String>> optionalFile(String name, String meaning) {
        return optionalText(name, FILE, "an absolute path", meaning);
    }

    /** A host name or an IP address. */
    public static Setting<String> host(String name, String fallback, String meaning) {
        return text(name, fallback, HOST, "a host name or an IP address", meaning);
    }

    /** A TCP port to connect to, from 1 to 65535. */
    public static Setting<Integer> port(String name, int fallback, String meaning) {
        return integer(name, fallback, 1, 65_535, "a port from 1 to 65535", meaning);
    }

    /** A TCP port to listen on, from 0 to 65535; what 0 means is the setting's own. */
    public static Setting<Integer> listeningPort(String name, int fallback, String meaning) {
        return integer(name, fallback, 0, 65_535, "a port from 0 to 65535", meaning);
    }

    /** A text that is never shown; empty when it is not given. */
    public static Setting<String> secret(String name, String meaning) {
        Setting<String> setting = text(name, "", Pattern.compile("(?s).*"), "any text", meaning);
        setting.secret = true;
        return setting;
    }

    private static Setting<Integer> integer(
            String name, int fallback, int least, int most, String expected, String meaning) {
        return new Setting<>(name, Integer.toString(fallback), meaning, expected, text -> parse(text)
                .filter(value -> least <= value && value <= most));
    }

    private static Optional<Integer> parse(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException notAnInteger) {
            return Optional.empty();
        }
    }

    /** The environment variable's name. */
    public String name() {
        return name;
    }

    /** What it means, with its unit; one line. */
    public String meaning() {
        return meaning;
    }

    /** The default as people would write it: "required" if there is none, and empty if unset is a value of its own. */
    public String shownDefault() {
        return fallback == null ? "required" : fallback;
    }

    /** Reads the text, or the default when the text is null or empty. */
    T read(String text) throws BadSettingException {
        boolean given = text != null && !text.isEmpty();
        if (!given && fallback == null) {
            throw new BadSettingException(name + " is not set; expected " + expected);
        }
        return reader.apply(given ? text : fallback)
                .orElseThrow(() -> new BadSettingException(name + "=" + shown(text) + "; expected " + expected));
    }

    String shown(Object value) {
        return secret ? "***" : String.valueOf(value);
    }
}

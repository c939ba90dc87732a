package com.billshotel.runtime.settings;

import com.google.common.net.InetAddresses;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A setting from the environment: its name, meaning, default and valid values.
 *
 * <p>Settings are constants next to the code that they configure, and each service lists those it reads. An empty value
 * counts as unset, so a manifest may name a setting and leave it blank.
 *
 * @param <T> type of the parsed value
 */
public final class Setting<T> {
    private static final Pattern FILE = Pattern.compile("/.+|[A-Za-z]:.+");

    private final String name;
    private final String defaultText;
    private final String meaning;
    private final String expected;
    private final Function<String, Optional<T>> reader;
    private boolean secret;

    private Setting(
            String name, String defaultText, String meaning, String expected, Function<String, Optional<T>> reader) {
        this.name = name;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.expected = expected;
        this.reader = reader;
    }

    /** A text that matches the whole pattern; {@code expected} describes the pattern in error messages. */
    public static Setting<String> text(
            String name, String defaultText, Pattern pattern, String expected, String meaning) {
        return new Setting<>(
                name, defaultText, meaning, expected, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
    }

    /** Like {@link #text}, without a default: the service does not start unless it is set. */
    public static Setting<String> requiredText(String name, Pattern pattern, String expected, String meaning) {
        return text(name, null, pattern, expected, meaning);
    }

    /** Like {@link #text}; empty when unset. */
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

    /** An absolute path; empty when unset. The file need not exist yet. */
    public static Setting<Optional<String>> optionalFile(String name, String meaning) {
        return optionalText(name, FILE, "an absolute path", meaning);
    }

    /** A host name or an IP address, or several of them. */
    public static Setting<HostList> hosts(String name, String defaultText, String meaning) {
        return new Setting<>(name, defaultText, meaning, HostList.EXPECTED, HostList::parse);
    }

    /** An IP address, of version 4 or 6; empty when unset. */
    public static Setting<Optional<String>> optionalAddress(String name, String meaning) {
        return new Setting<>(
                name,
                "",
                meaning,
                "an IP address",
                text -> text.isEmpty()
                        ? Optional.of(Optional.empty())
                        : Optional.of(text).filter(InetAddresses::isInetAddress).map(Optional::of));
    }

    /** A TCP port to connect to, from 1 to 65535. */
    public static Setting<Integer> port(String name, int defaultValue, String meaning) {
        return integer(name, defaultValue, 1, 65_535, "a port from 1 to 65535", meaning);
    }

    /** A TCP port to listen on, from 0 to 65535; each setting defines the meaning of 0. */
    public static Setting<Integer> listeningPort(String name, int defaultValue, String meaning) {
        return integer(name, defaultValue, 0, 65_535, "a port from 0 to 65535", meaning);
    }

    /** A text that is masked wherever it is shown; empty when unset. */
    public static Setting<String> secret(String name, String meaning) {
        Setting<String> setting = text(name, "", Pattern.compile("(?s).*"), "any text", meaning);
        setting.secret = true;
        return setting;
    }

    /** An integer from {@code min} to {@code max}; empty when unset. */
    public static Setting<Optional<Integer>> optionalInteger(
            String name, int min, int max, String expected, String meaning) {
        return new Setting<>(
                name,
                "",
                meaning,
                expected,
                text -> text.isEmpty()
                        ? Optional.of(Optional.empty())
                        : parse(text)
                                .filter(value -> min <= value && value <= max)
                                .map(Optional::of));
    }

    private static Setting<Integer> integer(
            String name, int defaultValue, int min, int max, String expected, String meaning) {
        return new Setting<>(name, Integer.toString(defaultValue), meaning, expected, text -> parse(text)
                .filter(value -> min <= value && value <= max));
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

    /** What it means, with its unit, on one line. */
    public String meaning() {
        return meaning;
    }

    /** The default for display: "required" if there is none, empty if the setting is optional. */
    public String shownDefault() {
        return defaultText == null ? "required" : defaultText;
    }

    /** Parses the text, or the default if the text is null or empty. */
    T read(String text) throws BadSettingException {
        boolean given = text != null && !text.isEmpty();
        if (!given && defaultText == null) {
            throw new BadSettingException(name + " is not set; expected " + expected);
        }
        return reader.apply(given ? text : defaultText)
                .orElseThrow(() -> new BadSettingException(name + "=" + shown(text) + "; expected " + expected));
    }

    String shown(Object value) {
        return secret ? "***" : String.valueOf(value);
    }
}

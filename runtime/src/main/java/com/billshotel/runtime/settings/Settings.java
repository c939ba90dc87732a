package com.billshotel.runtime.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of one service, read from the environment and validated before anything starts. */
public final class Settings {
    private final Map<Setting<?>, Object> values;

    private Settings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /**
     * Reads every known setting.
     *
     * @param environment as returned by {@link System#getenv()}; other variables are ignored
     * @throws BadSettingException if any value is invalid; the message has a line for each
     */
    public static Settings read(Map<String, String> environment, List<Setting<?>> known) throws BadSettingException {
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        StringBuilder problems = new StringBuilder();
        for (Setting<?> setting : known) {
            try {
                values.put(setting, setting.read(environment.get(setting.name())));
            } catch (BadSettingException invalid) {
                problems.append(problems.length() == 0 ? "" : "\n").append(invalid.getMessage());
            }
        }
        if (problems.length() > 0) {
            throw new BadSettingException(problems.toString());
        }
        return new Settings(values);
    }

    /**
     * The value of a setting.
     *
     * @throws IllegalArgumentException if the setting was not among those passed to {@link #read}
     */
    @SuppressWarnings("unchecked") // read() stores a T under each Setting<T>
    public <T> T get(Setting<T> setting) {
        if (!values.containsKey(setting)) {
            throw new IllegalArgumentException(setting.name() + " is not among the settings of this service");
        }
        return (T) values.get(setting);
    }

    /** All names and values on one line, with secrets masked. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().name() + "=" + entry.getKey().shown(plain(entry.getValue())))
                .collect(Collectors.joining(" "));
    }

    private static Object plain(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(Object::toString).orElse("")
                : value;
    }
}

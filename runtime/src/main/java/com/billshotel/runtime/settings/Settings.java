package com.billshotel.runtime.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of one service, read from the environment and checked before anything starts. */
public final class Settings {
    private final Map<Setting<?>, Object> values;

    private Settings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /**
     * Reads every known setting.
     *
     * @param environment as {@link System#getenv()} gives it; names that no setting knows are left alone
     * @throws BadSettingException if a value cannot be used; with several bad ones the message has a line for each
     */
    public static Settings read(Map<String, String> environment, List<Setting<?>> known) throws BadSettingException {
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        StringBuilder problems = new StringBuilder();
        for (Setting<?> setting : known) {
            try {
                values.put(setting, setting.read(environment.get(setting.name())));
            } catch (BadSettingException bad) {
                problems.append(problems.length() == 0 ? "" : "\n").append(bad.getMessage());
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
     * @throws IllegalArgumentException if the service did not list this setting among those it reads
     */
    @SuppressWarnings("unchecked") // read() stored under each Setting<T> what that setting made of its text: a T
    public <T> T get(Setting<T> setting) {
        if (!values.containsKey(setting)) {
            throw new IllegalArgumentException(setting.name() + " is not among the settings of this service");
        }
        return (T) values.get(setting);
    }

    /** All names and values on one line, secrets masked. */
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

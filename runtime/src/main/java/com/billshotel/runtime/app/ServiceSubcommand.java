package com.billshotel.runtime.app;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A subcommand of a {@link ServiceCommand}: a task for an operator that uses the service's settings. Logging is off
 * while it runs, so that its output contains nothing else.
 */
public abstract class ServiceSubcommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;
    private final List<Setting<?>> settings;

    /**
     * Creates the subcommand; the settings are read when it runs.
     *
     * @param environment as returned by {@link System#getenv()}
     * @param settings the settings that it reads
     */
    protected ServiceSubcommand(Map<String, String> environment, List<Setting<?>> settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /**
     * Does the work.
     *
     * @throws CommandFailedException to end with its message and exit code 1; any other exception counts as a bug
     */
    protected abstract void run(Settings values) throws Exception;

    /** Values by setting name from the command's options; they take precedence over the environment. */
    protected Map<String, String> overrides() {
        return Map.of();
    }

    @Override
    public final Integer call() throws Exception {
        run(settings());
        return 0;
    }

    /** For results. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For progress. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private Settings settings() throws BadSettingException {
        Map<String, String> values = new HashMap<>(environment);
        values.putAll(overrides());
        return Settings.read(values, settings);
    }
}

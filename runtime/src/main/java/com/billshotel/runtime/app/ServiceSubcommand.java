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
 * A subcommand of a {@link ServiceCommand}: some work for an operator, with the settings that the service has. It must need no
 * log: nothing is logged while it runs, so that its output is its own.
 */
public abstract class ServiceSubcommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;
    private final List<Setting<?>> settings;

    /**
     * For a command that reads these settings.
     *
     * @param environment as {@link System#getenv()} gives it
     */
    protected ServiceSubcommand(Map<String, String> environment, List<Setting<?>> settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /**
     * Does the work.
     *
     * @throws CommandFailedException to end with its message and exit code 1; what else is thrown is a defect
     */
    protected abstract void run(Settings values) throws Exception;

    /** Settings that options of the command overrule, by name. */
    protected Map<String, String> overruled() {
        return Map.of();
    }

    @Override
    public final Integer call() throws Exception {
        run(settings());
        return 0;
    }

    /** Where the answer goes. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where the progress goes. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private Settings settings() throws BadSettingException {
        Map<String, String> values = new HashMap<>(environment);
        values.putAll(overruled());
        return Settings.read(values, settings);
    }
}

package com.billshotel.flood;

import com.billshotel.flood.attack.Attack;
import com.billshotel.local.parts.ImageLaunch;
import com.billshotel.local.parts.LabCommand;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/flood}: attacks the services on this machine and shows how a normal client fares meanwhile. */
@Command(
        name = "flood",
        mixinStandardHelpOptions = true,
        description = {
            "Attacks hotel-server, the worker and the HTTP port, one attack at a time, on this machine's loopback interface only."
                    + " The services run in the images' heap; a normal client sends 50 calls a second meanwhile.",
            "",
            "The attacker uses the address 127.0.0.2 where it exists, as limits per address apply to it, too.",
            "",
            "All attacks take about 11 minutes with the default of 10 s each: in total some 34 times (SECONDS + 9 s)."
        })
public final class Flood implements Callable<Integer> {
    @Option(
            names = "--seconds",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long each attack lasts. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ATTACK",
            description = "Run only these: ${COMPLETION-CANDIDATES}.")
    private Set<Attack> only = EnumSet.allOf(Attack.class);

    private final long start = System.nanoTime();

    Flood() {}

    public static void main(String[] arguments) {
        LabCommand.main(new Flood(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        List<Outcome> outcomes = run();
        print(outcomes);
        boolean good = outcomes.stream().allMatch(Outcome::isGood);
        return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** The outcome of each attack on each port that it suits. */
    List<Outcome> run() throws Exception {
        InetAddress source = attackersAddress();
        say("the attacker's address is " + source.getHostAddress());
        List<Outcome> outcomes = new ArrayList<>();
        try (FloodSystem system = FloodSystem.start()) {
            for (Attack attack : only) {
                for (Victim victim : Victim.values()) {
                    if (attack.suits(victim.protocol())) {
                        outcomes.add(run(attack, victim, system, source));
                    }
                }
            }
        }
        return outcomes;
    }

    /** Each trial gets fresh processes, so that none inherits the memory that another one used. */
    private Outcome run(Attack attack, Victim victim, FloodSystem system, InetAddress source) throws Exception {
        Target target = victim.start(system);
        say(attack + " on " + target.name());
        int limit = ImageLaunch.memoryLimitMegabytes(target.service().name());
        Outcome outcome = new Trial(attack, target, limit).run(source, Duration.ofSeconds(seconds));
        target.call().close();
        system.stopServices();
        say(String.format(
                Locale.ROOT,
                "  %.1f MB on %d connections: %.1f %% errors, p50 %.0f ms, p99 %.0f ms, %.0f MB%s",
                outcome.volume().bytes() / 1e6,
                outcome.volume().connections(),
                outcome.errorPercent(),
                outcome.p50Millis(),
                outcome.p99Millis(),
                outcome.peakMegabytes(),
                outcome.ended() ? ", ENDED" : ""));
        outcome.exampleError().ifPresent(error -> say("  " + error));
        return outcome;
    }

    private void say(String text) {
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, text);
        System.out.flush();
    }

    private static void print(List<Outcome> outcomes) {
        System.out.println();
        System.out.println(AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                outcomes,
                List.of(
                        left("attack").with(outcome -> outcome.attack().toString()),
                        left("target").with(Outcome::target),
                        right("connections")
                                .with(outcome -> Long.toString(outcome.volume().connections())),
                        right("MB sent")
                                .with(outcome -> number("%.1f", outcome.volume().bytes() / 1e6)),
                        right("errors %").with(outcome -> number("%.1f", outcome.errorPercent())),
                        right("p50 ms").with(outcome -> number("%.0f", outcome.p50Millis())),
                        right("p99 ms").with(outcome -> number("%.0f", outcome.p99Millis())),
                        right("memory MB (limit)")
                                .with(outcome -> number("%.0f", outcome.peakMegabytes()) + " ("
                                        + outcome.limitMegabytes() + ")"),
                        right("s to recover")
                                .with(outcome -> outcome.recoverySeconds().isPresent()
                                        ? number(
                                                "%.1f",
                                                outcome.recoverySeconds().getAsDouble())
                                        : "> " + Trial.AFTERWARDS.toSeconds()),
                        right("log lines").with(outcome -> Integer.toString(outcome.logLines())),
                        left("ended").with(outcome -> outcome.ended() ? "yes" : "no"),
                        left("").with(outcome -> outcome.isGood() ? "" : "missed"))));
        System.out.printf(
                Locale.ROOT,
                "Goals: not ended, at most %.0f %% errors, p99 at most %.0f ms, memory within the limit, recovered in %.0f s%n",
                Outcome.MAX_ERROR_PERCENT,
                Outcome.MAX_P99_MILLIS,
                Outcome.MAX_RECOVERY_SECONDS);
    }

    /** 127.0.0.2 where the system has it, else 127.0.0.1, which the normal client uses as well. */
    private static InetAddress attackersAddress() throws IOException {
        InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (ServerSocket available = new ServerSocket(0, 1, own)) {
            return available.getInetAddress();
        } catch (IOException missing) {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        }
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static Column left(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }

    private static Column right(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.RIGHT).dataAlign(HorizontalAlign.RIGHT);
    }
}

package com.billshotel.flood;

import com.billshotel.flood.attack.Attack;
import com.billshotel.flood.attack.Volume;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a target held up.
 *
 * @param errorPercent of the normal client's calls during the attack
 * @param exampleError what one of those that failed said
 * @param p50Millis of the same calls, failed ones included
 * @param recoverySeconds from the end of the attack to the last call that failed or took over a second; empty if they went on
 * @param logLines written during the attack and the recovery
 */
record Outcome(
        Attack attack,
        String target,
        Volume volume,
        double errorPercent,
        Optional<String> exampleError,
        double p50Millis,
        double p99Millis,
        double peakMegabytes,
        int limitMegabytes,
        OptionalDouble recoverySeconds,
        int logLines,
        boolean ended) {
    static final double MAX_ERROR_PERCENT = 1;
    static final double MAX_P99_MILLIS = 1_000;
    static final double MAX_RECOVERY_SECONDS = 5;

    boolean isGood() {
        return !ended
                && errorPercent <= MAX_ERROR_PERCENT
                && p99Millis <= MAX_P99_MILLIS
                && peakMegabytes <= limitMegabytes
                && recoverySeconds.isPresent()
                && recoverySeconds.getAsDouble() <= MAX_RECOVERY_SECONDS;
    }

    static double percentile(List<NormalClient.Result> calls, double percent) {
        double[] sorted =
                calls.stream().mapToDouble(NormalClient.Result::millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }
}

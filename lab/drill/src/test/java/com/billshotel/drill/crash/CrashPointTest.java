package com.billshotel.drill.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrashPointTest {
    @Test
    void everyPoint_namesOneMethod() {
        assertThat(CrashPoint.missingMethods()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "com.billshotel.server.rooms.RoomLedger.decideNothing",
        "com.billshotel.server.rooms.NoSuchClass.decide",
        "java.lang.String.valueOf", // overloaded, so ambiguous
    })
    void method_thatIsMissingOrAmbiguous_isReported(String method) {
        assertThat(CrashPoint.isUnique(method)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void point_isPassedOncePerBatch_orOnEveryCall(CrashPoint point) {
        List<Integer> passes = new ArrayList<>();
        int[] call = {0};
        CrashTrigger.arm(point, 1, () -> passes.add(call[0]));

        if (point.pass == CrashPoint.Pass.EVERY) {
            CrashTrigger.pass();
            assertThat(passes).containsExactly(0);
        } else {
            handleBatch(5, call);
            assertThat(passes)
                    .containsExactly(
                            switch (point.pass) {
                                case FIRST -> 0;
                                case MIDDLE -> 2;
                                default -> 4;
                            });
        }
    }

    @Test
    void point_armedForThirdPass_ignoresEarlierPasses() {
        List<String> halts = new ArrayList<>();
        CrashTrigger.arm(CrashPoint.SERVER_LAST_DECIDED, 3, () -> halts.add("halt"));

        handleBatch(4, new int[1]);
        handleBatch(1, new int[1]);
        assertThat(halts).isEmpty();
        handleBatch(2, new int[1]);
        assertThat(halts).hasSize(1);
    }

    private static void handleBatch(int size, int[] call) {
        CrashTrigger.batch(IntStream.range(0, size).boxed().toList());
        for (call[0] = 0; call[0] < size; call[0]++) {
            CrashTrigger.pass();
        }
    }
}

package com.billshotel.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void linuxCpu_ofAVirtualMachineThatNamesTheBrandOnly_saysWhichModelItIs() {
        assertThat(Machine.linuxCpu(List.of(
                        "processor\t: 0",
                        "cpu family\t: 25",
                        "model\t\t: 17",
                        "model name\t: AMD EPYC",
                        "",
                        "processor\t: 1",
                        "model name\t: another")))
                .hasValue("AMD EPYC (family 25, model 17)");
    }

    /** ARM, for example. */
    @Test
    void linuxCpu_withoutAModelName_isUnknown() {
        assertThat(Machine.linuxCpu(List.of("processor\t: 0", "CPU architecture: 8")))
                .isEmpty();
    }

    @Test
    void thisMachine_isNamedByAllItsParts() {
        Machine machine = Machine.with("a MySQL");

        assertThat(machine.cpu()).isNotBlank();
        assertThat(machine.memoryGib()).isPositive();
        assertThat(machine.toString())
                .contains(
                        machine.cpu(),
                        machine.cores() + " cores",
                        machine.memoryGib() + " GiB",
                        System.getProperty("os.name"),
                        "Java " + System.getProperty("java.version"),
                        "a MySQL");
    }
}

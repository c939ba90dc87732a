package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.ProjectFiles;
import org.junit.jupiter.api.Test;

class HelpTest {
    /** After a change, write the program's own text to the file: {@code java -jar lab/bench/target/bench.jar --help}. */
    @Test
    void help_ofTheScript_isThatOfTheProgram() {
        assertThat(LabCommand.help(Bench.class)).isEqualTo(ProjectFiles.help("bench"));
    }
}

package com.billshotel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.ProjectFiles;
import org.junit.jupiter.api.Test;

class HelpTest {
    /** After a change, write the program's own text to the file: {@code java -jar lab/local/target/local.jar --help}. */
    @Test
    void help_ofTheScript_isThatOfTheProgram() {
        assertThat(LabCommand.help(QuickstartCommand.class)).isEqualTo(ProjectFiles.help("quickstart"));
    }
}

package com.billshotel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.ProjectFiles;
import org.junit.jupiter.api.Test;

class HelpTest {
    /** After a change, write the program's own text to the file: {@code java -jar lab/cluster/target/cluster.jar --help}. */
    @Test
    void help_ofTheScript_isThatOfTheProgram() {
        assertThat(LabCommand.help(ClusterTest.class)).isEqualTo(ProjectFiles.help("cluster-test"));
    }
}

package com.billshotel.cluster.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import org.junit.jupiter.api.Test;

class GuideTest {
    private static final Guide PAGE = Guide.of(
            """
            # Page

            ```sh
            before
            ```

            ## One `code`

            1. A step:

               ```sh
               first \\
                 --option
               second
               ```

            ### Part

            ```sh
            third
            ```

            ```yaml
            key: value
            ```

            ## Two

            ```sh
            kubectl port-forward service/broker 8085
            ```
            """);

    @Test
    void scripts_areThoseOfTheSectionAndItsParts() {
        assertThat(PAGE.scripts("One code"))
                .extracting(Block::text)
                .containsExactly("first \\\n  --option\nsecond\n", "third\n");
    }

    @Test
    void scripts_ofAnUnknownSection_areNone() {
        assertThat(PAGE.scripts("Three")).isEmpty();
    }

    @Test
    void script_isTheOneThatMatches() {
        assertThat(PAGE.script("One code", block -> block.contains("third")).text())
                .isEqualTo("third\n");
    }

    @Test
    void script_ifSeveralMatch_isRefused() {
        assertThatThrownBy(() -> PAGE.script("One code", block -> true))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("'One code' has 2 such blocks");
    }

    @Test
    void block_isAnywhereOnThePage() {
        assertThat(PAGE.block(block -> block.contains("before")).isScript()).isTrue();
        assertThat(PAGE.block(block -> !block.isScript()).text()).isEqualTo("key: value\n");
    }

    @Test
    void commands_continueAfterBackslashes() {
        assertThat(PAGE.scripts("One code").get(0).commands()).containsExactly("first \\\n  --option", "second");
    }

    @Test
    void forwarding_namesItsPort() {
        Block block = PAGE.scripts("Two").get(0);

        assertThat(block.forwardsPort()).isTrue();
        assertThat(block.port()).isEqualTo(8085);
        assertThat(new Block("sh", "kubectl port-forward pod/x 5000:6000\n").port())
                .isEqualTo(5000);
    }

    @Test
    void only_keepsMatchingCommands() {
        Block block = PAGE.scripts("One code").get(0);

        assertThat(block.only(command -> command.startsWith("first")).text()).isEqualTo("first \\\n  --option\n");
    }

    @Test
    void with_replacesOnlyWhatIsThere() {
        Block block = PAGE.scripts("Two").get(0);

        assertThat(block.with("broker", "other").contains("service/other")).isTrue();
        assertThatThrownBy(() -> block.with("absent", "other")).hasMessageContaining("does not contain 'absent'");
    }

    /** The steps that the test depends on are in the documentation. */
    @Test
    void documentation_hasOneBlockThatDependsOnTheMachine() {
        Guide guide = Guide.read(ProjectFiles.ROOT.resolve("docs/kubernetes.md"));

        assertThat(guide.scripts("Laptop, without a cloud account"))
                .hasSizeGreaterThanOrEqualTo(6)
                .filteredOn(Block::preparesMachine)
                .hasSize(1);
    }
}

package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

class LayoutOptionTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"q4_0,4.5", "q4_1,5", "q5_0,5.5", "q5_1,6", "q8_0,8.5"})
    void aBlockTypeNeedsNoOtherOptionAndTakesItsOwnBits(String layout, double bits) {
        CommandRun run = CommandRun.of("analyze", STORIES, "--layout", layout, "--json=-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (JsonNode tensor : run.json().get("tensors")) {
            if (tensor.has("spec") && tensor.get("spec").isObject()) {
                assertThat(tensor.at("/spec/layout").stringValue()).isEqualTo(layout);
                assertThat(tensor.get("bitsStored").doubleValue()).isEqualTo(bits);
            }
        }
    }

    @Test
    void rowsThatDoNotDivideIntoBlocksAreStoredAsF16AndSaySo() {
        CommandRun run = CommandRun.of("analyze", STORIES, "--layout=q4_0");
        assertThat(run.out()).contains("F16 instead of q4_0: rows of 172 are no multiple of 32");
    }

    @Test
    void resultsSayWhichTypeATensorIsStoredIn() throws IOException {
        CommandRun run = CommandRun.of("analyze", STORIES, "--layout=q4_0", "--json=-");
        for (JsonNode tensor : run.json().get("tensors")) {
            boolean down = tensor.get("name").stringValue().endsWith("down_proj.weight");
            assertThat(tensor.has("storedAs")).isEqualTo(down);
            if (down) {
                assertThat(tensor.get("storedAs").stringValue()).isEqualTo("F16");
            }
        }
        Path csv = folder.resolve("report.csv");
        CommandRun.of("analyze", STORIES, "--layout=q4_0", "--csv=" + csv);
        assertThat(Files.readAllLines(csv))
                .filteredOn(line -> line.contains("down_proj"))
                .hasSize(5)
                .allMatch(line -> line.contains(",stored,"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--layout=q4_0 --alpha=0.05 | --alpha is 0.0 with layout q4_0, was 0.05",
                "--layout=q8_0 --bits=4 | --bits is 8 with layout q8_0, was 4",
                "--layout=gptq --bits=5 | --bits must be one of 4, 2, 3, 8 with layout gptq, was 5",
                "--layout=awq --bits=8 | --bits is 4 with layout awq, was 8",
                "--layout=awq --scheme=symmetric | --scheme is zero-point with layout awq, was symmetric",
                "--layout=q4_0 --preset=adpq | --preset adpq does not fit layout q4_0; take --preset rtn",
                "--layout=q4_9 | --layout must be one of package, q4_0",
            })
    void refusesWhatALayoutDoesNotPermit(String options, String reason) {
        String[] words = ("analyze " + STORIES + " " + options).split(" ");
        CommandRun run = CommandRun.of(words);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
    }

    @Test
    void aPackageRefusesABlockTypeAndSaysWhatToDo() {
        CommandRun run =
                CommandRun.of(
                        "quantize",
                        STORIES,
                        "-o",
                        folder.resolve("out").toString(),
                        "--format=package",
                        "--layout=q4_0");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("layout q4_0 does not go into a package", "dequantized");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aBudgetOverGgufChoosesAmongItsBlockTypes() {
        CommandRun run =
                CommandRun.of("budget", STORIES, "--layout=q4_0", "--bits=5.2", "--json=-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("reachedBits").doubleValue()).isBetween(4.5, 5.2);
        Set<String> chosen = new TreeSet<>();
        for (JsonNode tensor : run.json().get("tensors")) {
            chosen.add(tensor.at("/spec/layout").stringValue());
        }
        assertThat(chosen).hasSizeGreaterThan(1).isSubsetOf("q4_0", "q4_1", "q5_0", "q5_1", "q8_0");
    }

    @Test
    void aSweepOfABlockTypeIsThePointThatItHasBesideTheControls() {
        CommandRun run = CommandRun.of("sweep", STORIES, "--layout=q5_0", "--json=-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"layout\"", "q5_0");
    }
}

package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class InspectCommandTest {
    @TempDir Path folder;

    @Test
    void listsEveryTensorWithUnitsAndTotals() {
        CommandRun run = CommandRun.of("inspect", STORIES);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("LlamaForCausalLM", "512×64", "embedding", "47 tensors, 260,032 weights");
    }

    @Test
    void tellsTheSameAsJsonOnStandardOutput() {
        JsonNode json = CommandRun.of("inspect", STORIES, "--json", "-").json();
        assertThat(json.at("/tensors").size()).isEqualTo(47);
        JsonNode tensor = json.at("/tensors/2");
        assertThat(tensor.at("/name").stringValue())
                .isEqualTo("model.layers.0.self_attn.q_proj.weight");
        assertThat(tensor.at("/dtype").stringValue()).isEqualTo("F32");
        assertThat(tensor.at("/shape").toString()).isEqualTo("[64,64]");
        assertThat(tensor.at("/role").stringValue()).isEqualTo("q");
        assertThat(tensor.at("/layer").intValue()).isZero();
        assertThat(tensor.at("/bytes").longValue()).isEqualTo(16384);
        assertThat(json.at("/tensors/0/layer").isNull()).isTrue();
        assertThat(json.at("/totals/weights").longValue()).isEqualTo(260_032);
    }

    @Test
    void saysWhatOfATrainersFileIsNotRead() {
        String file = "src/test/resources/pytorch/averages.pt";
        String note = "averages.pt: \"model\" is read (2 tensors); left out: \"ema\" (2 tensors)";
        assertThat(CommandRun.of("inspect", file).out()).contains("note: " + note);
        assertThat(CommandRun.of("inspect", file, "--json=-").json().at("/notes/0").stringValue())
                .startsWith(note);
        assertThat(CommandRun.of("analyze", file).err()).contains("note: " + note);
        assertThat(CommandRun.of("compare", file, file).err()).contains("note: " + note);
        assertThat(
                        CommandRun.of(
                                        "quantize",
                                        file,
                                        "-o",
                                        folder.resolve("out").toString(),
                                        "--format=package",
                                        "--plan")
                                .out())
                .contains("note: " + note);
    }

    @Test
    void writesJsonToAFileBesideTheTable() throws IOException {
        Path file = folder.resolve("tensors.json");
        CommandRun run = CommandRun.of("inspect", STORIES, "--json", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("47 tensors");
        assertThat(Files.readString(file)).startsWith("{").endsWith("}\n");
        assertThat(folder).isDirectoryContaining("regex:.*tensors\\.json");
        try (var files = Files.list(folder)) {
            assertThat(files).as("no sibling is left behind").containsExactly(file);
        }
    }

    @Test
    void refusesToWriteOverTheCheckpoint() throws IOException {
        Path copy = folder.resolve("model.safetensors");
        Files.copy(Path.of(STORIES, "model.safetensors"), copy);
        CommandRun run = CommandRun.of("inspect", copy.toString(), "--json", copy.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).startsWith("quantoscope: ").contains("being read");
        assertThat(copy).hasSameBinaryContentAs(Path.of(STORIES, "model.safetensors"));
    }

    @Test
    void failsForAPathThatIsNotThere() {
        CommandRun run = CommandRun.of("inspect", folder.resolve("nothing").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLine()).contains("nothing: there is no such file or folder");
    }

    @Test
    void needsAPath() {
        CommandRun run = CommandRun.of("inspect");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("PATH", "quantoscope inspect --help");
    }
}

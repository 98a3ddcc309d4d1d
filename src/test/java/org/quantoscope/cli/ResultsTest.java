package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where results go: one place each, none that is being read, and refused before the work. */
class ResultsTest {
    private static final String[] FAST = {"--tensors", "layers.0.self_attn.q_proj"};

    @TempDir Path folder;
    private Path model;

    @BeforeEach
    void copyModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("model.safetensors", "config.json", "tokenizer.json")) {
            Files.copy(Path.of(STORIES, name), model.resolve(name));
        }
    }

    @Test
    void csvToStandardOutputComesAlone() {
        CommandRun run = run("analyze", "--csv", "-");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).startsWith("name,dtype,shape,");
        assertThat(run.err()).isEmpty();
        CommandRun sweep = run("sweep", "--bits=4", "--alpha=0.05", "--csv", "-");
        assertThat(sweep.out()).startsWith("line,").doesNotContain("weight KL with");
    }

    @Test
    void standardOutputCarriesOneResult() {
        CommandRun run = run("analyze", "--csv", "-", "--json", "-");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("--json and --csv name the same place");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void twoResultsNeedTwoFiles() {
        String file = folder.resolve("x").toString();
        String same = folder.resolve("model/../x").toString();
        CommandRun run = run("analyze", "--csv", file, "--json", same);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("the same place");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void pictureDoesNotGoToStandardOutput() {
        assertThat(run("sweep", "--png", "-").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json", "tokenizer.json"})
    void filesOfTheModelAreNotOverwritten(String name) throws IOException {
        Path file = model.resolve(name);
        CommandRun run = run("analyze", "--json", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains(name, "part of the checkpoint");
        assertThat(file).hasSameBinaryContentAs(Path.of(STORIES, name));
    }

    @Test
    void earlierReportBesideTheModelIsReplaced() {
        String report = model.resolve("report.json").toString();
        assertThat(run("analyze", "--json", report).exitCode()).isZero();
        assertThat(run("analyze", "--json", report).exitCode()).isZero();
    }

    @Test
    void linkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        assertThat(run("analyze", "--json", link.toString()).exitCode()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).content().startsWith("{\"recipe\"");
    }

    @Test
    void recipeThatIsReadIsNotOverwritten() throws IOException {
        Path recipe = folder.resolve("r.json");
        Files.copy(Path.of("samples/recipes/mixed.json"), recipe);
        CommandRun run = run("analyze", "--recipe", recipe.toString(), "--csv", recipe.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("r.json: is the recipe");
        assertThat(recipe).hasSameBinaryContentAs(Path.of("samples/recipes/mixed.json"));
    }

    @Test
    void missingFolderOfOneResultIsToldBeforeTheOtherIsWritten() {
        Path json = folder.resolve("first.json");
        CommandRun run =
                run(
                        "analyze",
                        "--json",
                        json.toString(),
                        "--csv",
                        folder.resolve("nowhere/x.csv").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("nowhere: there is no such file or folder");
        assertThat(json).doesNotExist();
    }

    private CommandRun run(String command, String... options) {
        List<String> args = new ArrayList<>(List.of(command, model.toString()));
        args.addAll(List.of(FAST));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }
}

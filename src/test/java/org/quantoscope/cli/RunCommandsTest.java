package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the commands that run a model keep, and what they say of models that cannot be run. */
class RunCommandsTest {
    private static final String TEXT = "samples/texts/stories-sample-short.txt";

    @TempDir private Path folder;

    private static CommandRun evaluate(Path model, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                model.toString(),
                                "--text",
                                TEXT,
                                "--tokens",
                                "256",
                                "--window",
                                "64"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private Path copyOfStories(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (var files = Files.list(Path.of(CommandRun.STORIES))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private Path withNaN() throws IOException {
        Path broken = copyOfStories("broken");
        Path file = broken.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(new byte[] {0, 0, (byte) 0xc0, 0x7f}, 0, bytes, bytes.length - 4, 4);
        Files.write(file, bytes);
        return broken;
    }

    @Test
    void theOriginalIsRememberedAndFiguresAreTheSame() throws IOException {
        Path model = Path.of(CommandRun.STORIES);
        Path cache = folder.resolve("kept");
        String[] how = {"--bits", "3", "--json", "-"};
        CommandRun without = evaluate(model, "--bits", "3", "--json", "-", "--no-cache");
        assertThat(cache).doesNotExist();
        List<String> kept = new ArrayList<>(List.of(how));
        kept.addAll(List.of("--cache", cache.toString()));
        CommandRun first = evaluate(model, kept.toArray(String[]::new));
        Path file;
        try (var files = Files.list(cache)) {
            file = files.toList().getFirst();
        }
        assertThat(file.toString()).endsWith(".states.safetensors");
        CommandRun second = evaluate(model, kept.toArray(String[]::new));
        // Half of the file is another model's now, were it believed.
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 1);
        Files.write(file, bytes);
        CommandRun third = evaluate(model, kept.toArray(String[]::new));
        for (CommandRun run : List.of(without, first, second, third)) {
            assertThat(run.err()).isEmpty();
            assertThat(run.json()).isEqualTo(without.json());
        }
        assertThat(evaluate(model, "--no-cache", "--cache", "x").exitCode()).isEqualTo(2);
        assertThat(evaluate(model, "--no-cache", "--activations").exitCode()).isEqualTo(2);
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNoFigure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        CommandRun run =
                evaluate(
                        Path.of(CommandRun.STORIES),
                        "--json",
                        "-",
                        "--cache",
                        file.resolve("in").toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.errorLine()).contains("not kept").contains(file.toString());
        assertThat(run.json().path("texts").isEmpty()).isFalse();
    }

    @Test
    void saysWhatHelpsAgainstNaN() throws IOException {
        String model = withNaN().toString();
        for (String preset : List.of("rtn", "adpq")) {
            assertThat(evaluate(Path.of(model), "--preset", preset).errorLine())
                    .contains("NaN or infinite")
                    .contains("take a sound copy")
                    .doesNotContain("source precision");
        }
        CommandRun spoken =
                CommandRun.of("generate", model, "--prompt", "Once upon", "--preset", "adpq");
        assertThat(spoken.errorLine()).contains("take a sound copy");
        assertThat(spoken.out()).isEmpty();
    }

    @Test
    void namesABrokenTokenizerWithItsFolder() throws IOException {
        Path model = copyOfStories("odd");
        Path file = Files.writeString(model.resolve("tokenizer.json"), "{\"model\": nothing");
        assertThat(evaluate(model).errorLine()).contains(file.toString()).contains("not JSON");
    }

    @Test
    void saysWhenMoreTokensRunTogetherThanTheModelWasMadeFor() {
        String note = "model was made for 512";
        String model = CommandRun.STORIES;
        assertThat(
                        CommandRun.of(
                                        "evaluate",
                                        model,
                                        "--text",
                                        TEXT,
                                        "--tokens",
                                        "520",
                                        "--window",
                                        "520")
                                .errorLine())
                .contains(note);
        assertThat(evaluate(Path.of(model)).err()).isEmpty();
        CommandRun spoken = CommandRun.of("generate", model, "--prompt", "Once", "--tokens", "600");
        assertThat(spoken.errorLine()).contains(note);
        assertThat(spoken.out()).startsWith("Once");
        String ids = "1" + ",403".repeat(512);
        CommandRun logits = CommandRun.of("logits", model, "--ids", ids);
        assertThat(logits.errorLine()).contains(note);
        assertThat(logits.exitCode()).isZero();
    }
}

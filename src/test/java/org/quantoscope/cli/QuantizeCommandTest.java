package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class QuantizeCommandTest {
    @TempDir Path folder;

    @Test
    void writesAPackageThatOpensAgain() {
        Path target = folder.resolve("out");
        CommandRun run = quantize(target, "--format", "package");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("wrote and verified", "SHA-256", "35 of 47 tensors", "1.04 MB -> ");
        CommandRun again = CommandRun.of("inspect", target.toString(), "--json", "-");
        assertThat(again.exitCode()).isZero();
        assertThat(again.json().at("/tensors").size()).isEqualTo(47);
        assertThat(CommandRun.of("analyze", target.toString(), "--preset=rtn").out())
                .contains("note: reference = restored values of a Quantoscope export");
    }

    @Test
    void writesADequantizedModelOfTheTypeAskedFor() {
        Path target = folder.resolve("out");
        CommandRun run = quantize(target, "--format=dequantized", "--dtype=bf16", "--preset=rtn");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("note: ", "rounded to BF16");
        CommandRun again = CommandRun.of("inspect", target.toString(), "--json", "-");
        assertThat(again.json().at("/tensors/0/dtype").stringValue()).isEqualTo("BF16");
        assertThat(target.resolve("tokenizer.json")).exists();
    }

    @Test
    void sizeIsTheOneThatTheAnalysisTold() {
        Path target = folder.resolve("out");
        quantize(target, "--format=package", "--bits=3");
        long told =
                CommandRun.of("analyze", STORIES, "--bits=3", "--json=-")
                        .json()
                        .at("/totals/bytesAfter")
                        .longValue();
        long stored =
                CommandRun.of("inspect", target.toString(), "--json=-")
                        .json()
                        .at("/totals/bytes")
                        .longValue();
        assertThat(stored).isEqualTo(told);
    }

    @Test
    void numberOfThreadsChangesNoByte() throws IOException {
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        quantize(one, "--format=package", "--threads=1");
        quantize(three, "--format=package", "--threads=3");
        try (var files = Files.list(one)) {
            for (Path file : files.toList()) {
                assertThat(three.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void takesARecipeFileAsItIs() throws IOException {
        Path recipe = Path.of("samples/recipes/mixed.json");
        Path target = folder.resolve("out");
        assertThat(quantize(target, "--format=package", "--recipe=" + recipe).exitCode()).isZero();
        try (var files = Files.walk(target)) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")))
                    .anySatisfy(file ->
                            assertThat(Files.readString(file)).contains("quantoscope-recipe"));
        }
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        CommandRun run = quantize(folder, "--format=package");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).startsWith("quantoscope: ").contains(folder.toString());
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine.txt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format=onnx|package, dequantized, gguf",
                "--format=package --type=q4_0|--type is for --format gguf",
                "--format=gguf --type=q4_2|q4_0, q4_1, q5_0, q5_1, q8_0, f16, bf16, f32",
                "--format=gguf --type=q4_0 --bits=4|recipe of its own",
                "--format=gguf --shard-size=5|for example 5GB",
                "--format=package --dtype=f64|f32, bf16, f16",
                "--format=package --dtype=f16|--params",
                "--format=package --bits=3 --bits=4|--bits is given twice",
                "--format=package --bits=9|2, 3, 4, 5, 6 or 8",
                "--dtype=f32|--format"
            })
    void refusesWrongUsageBeforeItWrites(String options, String said) {
        Path target = folder.resolve("out");
        CommandRun run = quantize(target, options.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains(said, "quantoscope quantize --help");
        assertThat(target).doesNotExist();
    }

    private static CommandRun quantize(Path target, String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "quantize";
        args[1] = STORIES;
        args[2] = "-o";
        args[3] = target.toString();
        System.arraycopy(options, 0, args, 4, options.length);
        return CommandRun.of(args);
    }
}

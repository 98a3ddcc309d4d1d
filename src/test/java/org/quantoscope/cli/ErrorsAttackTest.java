package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bad input through the commands: one line, exit code 1, and the rest of the work done. */
class ErrorsAttackTest {
    private static final int WEIGHTS = 64 * 64;

    @TempDir Path folder;

    @Test
    void misspeltCommandIsCalledOne() {
        CommandRun run = CommandRun.of("analyse", "samples/stories260k");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("no command 'analyse'", "--help");
    }

    @Test
    void tensorWithNanIsRefusedAfterTheOthersWereMeasured() throws IOException {
        Path file = twoMatrices(Float.NaN);
        CommandRun run = CommandRun.of("analyze", file.toString(), "--json", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine())
                .startsWith("quantoscope: " + file + ": model.layers.0.mlp.up_proj.weight: ")
                .contains("NaN or infinite", "row 0, column 7");
        JsonNode json = run.json();
        assertThat(json.at("/tensors/0/refused").stringValue()).contains("NaN");
        assertThat(json.at("/tensors/1/nmse").isNumber()).isTrue();
        assertThat(json.at("/totals/refusedTensors").intValue()).isEqualTo(1);
    }

    @Test
    void compareNamesTheTensorWithNanOnEitherSideAfterTheOthersWereMeasured() throws IOException {
        Path good = Files.copy(twoMatrices(0.5f), folder.resolve("good.safetensors"));
        Path bad = twoMatrices(Float.NaN);
        for (boolean badFirst : new boolean[] {true, false}) {
            CommandRun run =
                    CommandRun.of(
                            "compare",
                            (badFirst ? bad : good).toString(),
                            (badFirst ? good : bad).toString(),
                            "--json=-");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errorLine())
                    .startsWith("quantoscope: " + bad + ": model.layers.0.mlp.up_proj.weight: ")
                    .contains("NaN or infinite", "row 0, column 7");
            assertThat(run.json().at("/tensors/0/identical").isNull()).isTrue();
            assertThat(run.json().at("/tensors/1/identical").booleanValue()).isTrue();
            assertThat(run.json().at("/totals/refused").intValue()).isEqualTo(1);
        }
    }

    @Test
    void parameterBeyondItsTypeNamesTensorAndGroup() throws IOException {
        CommandRun run = CommandRun.of("analyze", twoMatrices(-3e38f).toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("up_proj", "row 0", "overflows f16", "bf16");
    }

    @Test
    void sweepLeavesOutWhatItCannotQuantize() throws IOException {
        CommandRun run =
                CommandRun.of("sweep", twoMatrices(Float.NaN).toString(), "--bits=4", "--json=-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().at("/tensors").size()).isEqualTo(1);
        assertThat(run.json().at("/refused/0/name").stringValue()).contains("up_proj");
    }

    @Test
    void quantizeOfATensorWithNanLeavesNothingBehind() throws IOException {
        Path target = folder.resolve("out");
        CommandRun run =
                CommandRun.of(
                        "quantize",
                        twoMatrices(Float.NaN).toString(),
                        "-o",
                        target.toString(),
                        "--format=package");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine())
                .contains("model.safetensors: model.layers.0.mlp.up_proj.weight: ", "NaN")
                .doesNotContain("Exception");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void perfectlyRestoredTensorHasNullForItsInfiniteSqnr() throws IOException {
        JsonNode tensor =
                CommandRun.of("analyze", zeros().toString(), "--json=-").json().at("/tensors/0");
        assertThat(tensor.get("nmse").doubleValue()).isZero();
        assertThat(tensor.get("sqnrDb").isNull()).isTrue();
    }

    @Test
    void truncatedFileIsOneLine() throws IOException {
        Path file = twoMatrices(0);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 10));
        CommandRun run = CommandRun.of("analyze", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).startsWith("quantoscope: " + file);
    }

    @Test
    void fileThatIsNoCheckpointIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no weights here");
        CommandRun run = CommandRun.of("inspect", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("notes.txt", "not a checkpoint");
    }

    @Test
    void expressionThatRunsAwayNamesTheOption() throws IOException {
        Path file = folder.resolve("long.safetensors");
        String name = "model.layers.0." + "a".repeat(2000) + "!";
        byte[] header =
                ("{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(header.length).put(header).array());
        CommandRun run = CommandRun.of("analyze", file.toString(), "--tensors", "(a*)*\\1x");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("--tensors", "backtracks too much");
    }

    @Test
    void aPathThatBeginsWithAtIsNoFileOfArguments() throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments"), "samples/stories260k");
        CommandRun run = CommandRun.of("inspect", "@" + arguments);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("@" + arguments);
    }

    @Test
    void moreThreadsThanAnyMachineCouldUseAreWrongUsage() {
        CommandRun run = CommandRun.of("analyze", "samples/stories260k", "--threads", "2000000000");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("--threads", "2000000000");
    }

    @Test
    void anUnknownPresetOfABenchmarkIsWrongUsage() {
        CommandRun run = CommandRun.of("bench", "preview", "--size", "64x64", "--preset", "gptq");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("--preset", "gptq");
    }

    @Test
    void resultIntoAMissingFolderNamesTheFolder() {
        Path file = folder.resolve("missing").resolve("x.csv");
        CommandRun run = CommandRun.of("analyze", CommandRun.STORIES, "--csv", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("missing: there is no such file or folder");
    }

    private Path zeros() throws IOException {
        return write("{\"model.layers.0.z.weight\":" + entry(0) + "}", new float[WEIGHTS]);
    }

    /** An up projection whose seventh weight is {@code odd}, and a plain down projection. */
    private Path twoMatrices(float odd) throws IOException {
        float[] weights = new float[2 * WEIGHTS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i * 37 % 101 - 50) / 100f;
        }
        weights[7] = odd;
        return write(
                "{\"model.layers.0.mlp.up_proj.weight\":"
                        + entry(0)
                        + ",\"model.layers.0.mlp.down_proj.weight\":"
                        + entry(1)
                        + "}",
                weights);
    }

    private static String entry(int index) {
        return "{\"dtype\":\"F32\",\"shape\":[64,64],\"data_offsets\":["
                + 4 * WEIGHTS * index
                + ","
                + 4 * WEIGHTS * (index + 1)
                + "]}";
    }

    private Path write(String header, float[] weights) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + 4 * weights.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (float weight : weights) {
            file.putFloat(weight);
        }
        return Files.write(folder.resolve("model.safetensors"), file.array());
    }
}

package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whoever reads a figure is told what it is measured against. */
class ReferenceTest {
    private static final String Q4_1 = "src/test/resources/gguf/stories260k-Q4_1.gguf";
    private static final String CODES = "dequantized Q4_1 (31 tensors)";

    @TempDir Path folder;

    @Test
    void inspectSaysItForTheModelAndForEachTensor() {
        assertThat(CommandRun.of("inspect", Q4_1).out()).contains("reference  " + CODES);
        JsonNode json = CommandRun.of("inspect", Q4_1, "--json=-").json();
        assertThat(json.get("reference").stringValue()).isEqualTo(CODES);
        assertThat(json.at("/tensors").valueStream().map(it -> it.get("reference").stringValue()))
                .contains("dequantized Q4_1", "stored values");
    }

    @Test
    void analyzeSaysItInTableJsonAndCsv() {
        assertThat(CommandRun.of("analyze", Q4_1).out()).contains("note: reference = " + CODES);
        JsonNode json = CommandRun.of("analyze", Q4_1, "--json=-").json();
        assertThat(json.get("reference").stringValue()).isEqualTo(CODES);
        List<String> lines = CommandRun.of("analyze", Q4_1, "--csv=-").out().lines().toList();
        assertThat(lines.getFirst()).contains(",reference,");
        assertThat(lines.stream().filter(line -> line.contains(",dequantized Q4_1,"))).hasSize(31);
    }

    @Test
    void aSourceOfPlainValuesHasNoSuchNote() {
        assertThat(CommandRun.of("analyze", STORIES).out()).doesNotContain("reference");
        assertThat(CommandRun.of("inspect", STORIES, "--json=-").json().get("reference").isNull())
                .isTrue();
    }

    @Test
    void thePageSaysItAndNamesWhatIsStoredAsF16() throws IOException {
        Path file = folder.resolve("page.html");
        CommandRun run = CommandRun.of("report", Q4_1, "--layout=q4_0", "-o", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(file))
                .contains(
                        CODES,
                        "title=\"reference = dequantized Q4_1\"",
                        ">stored as F16<",
                        "rows do not divide into the blocks");
    }

    @Test
    void exportsCarryIt() throws IOException {
        for (String format : List.of("package", "dequantized", "gguf")) {
            boolean isGguf = format.equals("gguf");
            Path out = folder.resolve(isGguf ? "out.gguf" : format);
            CommandRun run =
                    CommandRun.of("quantize", Q4_1, "-o", out.toString(), "--format", format);
            assertThat(run.exitCode()).as(run.err()).isZero();
            Path weights = isGguf ? out : weightFile(out);
            assertThat(Files.readString(weights, StandardCharsets.ISO_8859_1))
                    .contains("quantoscope.reference", CODES);
        }
        Path plain = folder.resolve("plain");
        CommandRun.of("quantize", STORIES, "-o", plain.toString(), "--format", "dequantized");
        assertThat(Files.readString(weightFile(plain), StandardCharsets.ISO_8859_1))
                .doesNotContain("quantoscope.reference");
        assertThat(CommandRun.of("inspect", plain.toString()).out())
                .contains("reference  restored values of a Quantoscope export");
    }

    private static Path weightFile(Path out) throws IOException {
        try (var files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

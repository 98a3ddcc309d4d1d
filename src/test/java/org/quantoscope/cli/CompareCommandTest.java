package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

class CompareCommandTest {
    private static final String GGUF = "src/test/resources/gguf/stories260k-%s.gguf";
    private static final String OTHER_MODEL = "src/test/resources/models/llama-untied-gqa";

    @TempDir Path folder;

    @Test
    void aHuggingFaceFolderAndAGgufOfTheSameValuesAreIdentical() {
        JsonNode json = CommandRun.of("compare", STORIES, GGUF.formatted("F32"), "--json=-").json();
        assertThat(json.at("/totals/measured").intValue()).isEqualTo(47);
        assertThat(json.at("/totals/identical").intValue()).isEqualTo(47);
        assertThat(json.at("/totals/nmse").doubleValue()).isZero();
        assertThat(json.at("/totals/sqnrDb").isNull()).isTrue();
        JsonNode q = json.at("/tensors/2");
        assertThat(q.at("/name").stringValue()).isEqualTo("model.layers.0.self_attn.q_proj.weight");
        assertThat(q.at("/b/name").stringValue()).isEqualTo("blk.0.attn_q.weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q4_0", "q5_1", "q8_0"})
    void theErrorOfAGgufIsTheOneThatAnalyzeForetold(String type) {
        JsonNode foretold = CommandRun.of("analyze", STORIES, "--layout", type, "--json=-").json();
        String gguf = GGUF.formatted(type.toUpperCase(Locale.ROOT));
        JsonNode found = CommandRun.of("compare", STORIES, gguf, "--json=-").json();
        int compared = 0;
        for (int i = 0; i < foretold.get("tensors").size(); i++) {
            JsonNode expected = foretold.get("tensors").get(i);
            JsonNode tensor = found.get("tensors").get(i);
            if (expected.has("nmse")) {
                assertThat(tensor.get("name")).isEqualTo(expected.get("name"));
                for (String figure : List.of("nmse", "maxAbsError", "cosine", "weightKl")) {
                    assertThat(tensor.get(figure).doubleValue())
                            .as(figure + " of " + tensor.get("name"))
                            .isCloseTo(expected.get(figure).doubleValue(), within(1e-15));
                }
                compared++;
            }
        }
        assertThat(compared).isEqualTo(30);
    }

    @Test
    void saysWhatIsTheReferenceAndHowManyBinsThereAre() {
        CommandRun run = CommandRun.of("compare", STORIES, GGUF.formatted("Q4_0"), "--bins", "128");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("A, the reference  stories260k", "B against A", "over 128 bins", "Q4_0");
    }

    @Test
    void anotherModelIsMeasuredWhereItCanBeAndTheRestIsNamed() {
        CommandRun run = CommandRun.of("compare", STORIES, OTHER_MODEL, "--json=-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode totals = run.json().get("totals");
        int inA = run.json().at("/a/tensors").intValue();
        int inB = run.json().at("/b/tensors").intValue();
        int pairs = totals.get("pairs").intValue();
        assertThat(totals.get("onlyInA").intValue()).isEqualTo(inA - pairs).isPositive();
        assertThat(totals.get("onlyInB").intValue()).isEqualTo(inB - pairs).isPositive();
        assertThat(totals.get("measured").intValue() + totals.get("shapesDiffer").intValue())
                .isEqualTo(pairs);
        assertThat(totals.get("shapesDiffer").intValue()).isPositive();
        assertThat(CommandRun.of("compare", STORIES, OTHER_MODEL).out())
                .contains("only in B", "lm_head.weight", "only in A", "shapes differ");
    }

    @Test
    void csvHasALinePerTensorOfEither() {
        CommandRun run = CommandRun.of("compare", STORIES, OTHER_MODEL, "--csv=-");
        assertThat(run.out().lines().filter(line -> line.contains(",only in A,"))).isNotEmpty();
        assertThat(run.out().lines().filter(line -> line.contains(",only in B,"))).hasSize(1);
        assertThat(run.out().lines().map(line -> line.split(",", -1).length))
                .allMatch(cells -> cells == 18);
    }

    @Test
    void figuresDoNotDependOnThreads() {
        String gguf = GGUF.formatted("Q4_1");
        assertThat(CommandRun.of("compare", STORIES, gguf, "--json=-", "--threads=1").out())
                .isEqualTo(
                        CommandRun.of("compare", STORIES, gguf, "--json=-", "--threads=3").out());
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void failsForAPathThatIsNotThere(int which) {
        String missing = folder.resolve("nothing").toString();
        CommandRun run =
                which == 0
                        ? CommandRun.of("compare", missing, STORIES)
                        : CommandRun.of("compare", STORIES, missing);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("nothing: there is no such file or folder");
    }

    @Test
    void failsWhereNoNameIsInBoth() {
        CommandRun run = CommandRun.of("compare", STORIES, "samples/gpt2-attention");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("stories260k", "gpt2-attention", "no tensor of one");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void needsTwoPaths() {
        CommandRun run = CommandRun.of("compare", STORIES);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("'B'", "compare --help");
    }

    @Test
    void refusesToWriteOverEither() throws IOException {
        Path b = Files.copy(Path.of(GGUF.formatted("F32")), folder.resolve("b.gguf"));
        CommandRun run = CommandRun.of("compare", STORIES, b.toString(), "--json", b.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("being read");
        assertThat(b).hasSameBinaryContentAs(Path.of(GGUF.formatted("F32")));
    }
}

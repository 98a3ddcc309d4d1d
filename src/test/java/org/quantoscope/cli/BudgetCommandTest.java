package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.quantoscope.cli.CommandRun.STORIES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

class BudgetCommandTest {
    @TempDir Path folder;

    @Test
    void theRecipeAnalyzesToExactlyTheBitsAndErrorsThatWereReached() {
        Path recipe = folder.resolve("mixed.json");
        JsonNode plan =
                budget("--bits=4.25", "--alpha=0,0.05", "--bits-choices=3,4,5", "-o", "" + recipe);
        JsonNode report =
                CommandRun.of("analyze", STORIES, "--recipe", recipe.toString(), "--json=-").json();
        assertThat(plan.get("reachedBits").doubleValue()).isLessThanOrEqualTo(4.25);
        assertThat(report.at("/totals/bitsStored")).isEqualTo(plan.get("reachedBits"));
        assertThat(report.at("/totals/nmse").doubleValue())
                .isCloseTo(plan.get("error").doubleValue(), within(1e-12));
        Map<String, JsonNode> tensors = new HashMap<>();
        report.get("tensors").forEach(it -> tensors.put(it.get("name").stringValue(), it));
        for (JsonNode chosen : plan.get("tensors")) {
            JsonNode analyzed =
                    Objects.requireNonNull(tensors.get(chosen.get("name").stringValue()));
            assertThat(analyzed.get("spec")).isEqualTo(chosen.get("spec"));
            assertThat(analyzed.get("nmse")).isEqualTo(chosen.get("error"));
            assertThat(analyzed.get("storedBytes")).isEqualTo(chosen.get("storedBytes"));
        }
    }

    @Test
    void losesLessThanEveryUniformChoiceOfItsSize() {
        JsonNode plan = budget("--bits=4.25", "--alpha=0,0.05", "--bits-choices=3,4,5");
        assertThat(plan.get("optimal").booleanValue()).isTrue();
        JsonNode tensors = plan.get("tensors");
        int uniform = 0;
        for (int k = 0; k < tensors.get(0).get("candidates").size(); k++) {
            double bytes = 0;
            double error = 0;
            for (JsonNode tensor : tensors) {
                JsonNode candidate = tensor.get("candidates").get(k);
                bytes += candidate.get("storedBytes").doubleValue();
                error +=
                        candidate.get("error").doubleValue()
                                * tensor.get("errorWeight").doubleValue();
            }
            if (bytes <= plan.get("budgetBytes").doubleValue()) {
                uniform++;
                assertThat(plan.get("error").doubleValue()).isLessThanOrEqualTo(error);
            }
        }
        assertThat(uniform).isPositive();
    }

    @Test
    void keptTensorsCountInABudgetOfBytes() {
        JsonNode plan = budget("--bytes=320e3", "--alpha=0.05", "--bits-choices=3,4,5");
        assertThat(plan.get("keptBytes").longValue()).isPositive();
        assertThat(plan.get("storedBytesModel").longValue())
                .isEqualTo(plan.get("keptBytes").longValue() + plan.get("storedBytes").longValue())
                .isLessThanOrEqualTo(320_000);
    }

    @Test
    void tensorsThatAreNotQuantizedCountWithWhatIsStoredOfThem() throws IOException {
        Path base = folder.resolve("base.json");
        Files.writeString(
                base,
                """
                {"format": "quantoscope-recipe", "version": 1, "name": "half",
                 "default": {"preset": "rtn", "bits": 4},
                 "rules": [{"match": {"roles": ["embedding"]}, "spec": "f16"}]}
                """);
        // Codes of a GGUF become F32 in a package, and an embedding half its bytes as F16.
        for (String[] of :
                List.of(
                        new String[] {"src/test/resources/gguf/stories260k-Q4_0.gguf"},
                        new String[] {STORIES, "--recipe=" + base})) {
            Path recipe = folder.resolve("chosen.json");
            JsonNode plan =
                    CommandRun.of(
                                    Stream.concat(
                                                    Stream.of(
                                                            "budget",
                                                            "--bits=5",
                                                            "--bits-choices=4,5",
                                                            "--alpha=0",
                                                            "-o=" + recipe,
                                                            "--json=-"),
                                                    Stream.of(of))
                                            .toArray(String[]::new))
                            .json();
            JsonNode report =
                    CommandRun.of("analyze", of[0], "--recipe=" + recipe, "--json=-").json();
            assertThat(plan.get("storedBytesModel")).isEqualTo(report.at("/totals/bytesAfter"));
        }
    }

    @Test
    void likeTensorsGetTheSame() {
        JsonNode plan =
                budget("--bits=4.1", "--alpha=0,0.05", "--alike=qkv,gateup", "--error=weight-kl");
        Map<String, List<JsonNode>> groups = new HashMap<>();
        for (JsonNode tensor : plan.get("tensors")) {
            if (!tensor.get("group").isNull()) {
                groups.computeIfAbsent(tensor.get("group").stringValue(), name -> new ArrayList<>())
                        .add(tensor.get("spec"));
            }
        }
        assertThat(groups).hasSize(10);
        assertThat(groups.values())
                .allSatisfy(specs -> assertThat(specs.stream().distinct()).hasSize(1));
    }

    @Test
    void aSensitiveTensorGetsMoreBits() throws IOException {
        Path factors = folder.resolve("factors.json");
        Files.writeString(factors, "{\"*.layers.0.*q_proj*\": 1000}");
        String name = "model.layers.0.self_attn.q_proj.weight";
        double before = bitsOf(budget("--bits=4", "--alpha=0.05"), name);
        double after =
                bitsOf(
                        budget("--bits=4", "--alpha=0.05", "--sensitivity", factors.toString()),
                        name);
        assertThat(after).isGreaterThan(before);
    }

    @Test
    void refusesFactorsThatBelongToNoTensor() throws IOException {
        Path factors = folder.resolve("factors.json");
        Files.writeString(factors, "{\"nothing*\": 2}");
        CommandRun run =
                CommandRun.of("budget", STORIES, "--bits=4", "--sensitivity", factors.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("factors.json").contains("nothing* matches no tensor");
    }

    @Test
    void anImpossibleBudgetSaysTheLeastThatIsPossible() {
        CommandRun run = CommandRun.of("budget", STORIES, "--bits=2", "--alpha=0.05");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine())
                .contains("no choice among the candidates has at most 2.0 stored bits")
                .contains("the least is 3.0616");
    }

    @Test
    void aBudgetBelowTheKeptTensorsSaysSo() {
        CommandRun run = CommandRun.of("budget", STORIES, "--bytes=1000", "--alpha=0.05");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine())
                .contains("at most 1,000 bytes")
                .contains("of which 133,888 are tensors that are not quantized");
    }

    @Test
    void wantsExactlyOneBudget() {
        assertThat(CommandRun.of("budget", STORIES).exitCode()).isEqualTo(2);
        CommandRun both = CommandRun.of("budget", STORIES, "--bits=4", "--bytes=1e9");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--bits or --bytes, not both");
        assertThat(CommandRun.of("budget", STORIES, "--bits=4", "--bits-choices=2,99").err())
                .contains("--bits-choices must be 2, 3");
        assertThat(CommandRun.of("budget", STORIES, "--bits=4", "--bits-choices=,").err())
                .contains("--bits-choices must be 2, 3");
        assertThat(CommandRun.of("budget", STORIES, "--bits=4", "--alpha=0.05,").err())
                .contains("--alpha must be");
        assertThat(CommandRun.of("budget", STORIES, "--bits=-1").err()).contains("--bits must");
        assertThat(CommandRun.of("budget", STORIES, "--bits=4", "--alike=all").err())
                .contains("--alike must be one of qkv, gateup");
    }

    @Test
    void tellsPeopleWhatWasReached() {
        CommandRun run =
                CommandRun.of("budget", STORIES, "--bits=4.25", "--preset=rtn", "--alpha=0");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("budget     4.2500 bits per quantized weight")
                .contains("no choice among these candidates does better")
                .contains("no recipe was written");
    }

    private static double bitsOf(JsonNode plan, String name) {
        for (JsonNode tensor : plan.get("tensors")) {
            if (tensor.get("name").stringValue().equals(name)) {
                return tensor.get("bitsStored").doubleValue();
            }
        }
        throw new AssertionError(name);
    }

    private static JsonNode budget(String... options) {
        CommandRun run =
                CommandRun.of(
                        Stream.concat(Stream.of("budget", STORIES, "--json=-"), Stream.of(options))
                                .toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.json();
    }
}

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
import java.util.List;

class AnalyzeCommandTest {
    private static final String Q0 = "layers.0.self_attn.q_proj";

    @TempDir Path folder;

    @Test
    void isAdpqCompactAtFourBitUnlessTold() {
        JsonNode json = CommandRun.of("analyze", STORIES, "--json", "-").json();
        assertThat(json.at("/recipe/name").stringValue()).isEqualTo("AdpQ compact, 4 bit");
        assertThat(json.at("/recipe/default/clip").doubleValue()).isEqualTo(0.9);
        assertThat(json.at("/totals/quantizedTensors").intValue()).isEqualTo(35);
        assertThat(json.at("/totals/keptTensors").intValue()).isEqualTo(12);
        assertThat(json.at("/tensors").size()).isEqualTo(47);
        assertThat(json.at("/tensors/0/kept").booleanValue()).isTrue();
        assertThat(json.at("/tensors/0/reason").stringValue()).contains("embedding");
    }

    @Test
    void givesEveryMeasureOfATensor() {
        JsonNode tensor = only("--tensors", Q0);
        for (String field :
                List.of(
                        "alphaAsked",
                        "alphaAchieved",
                        "salientCount",
                        "threshold",
                        "lambda",
                        "mse",
                        "nmse",
                        "sqnrDb",
                        "maxAbsError",
                        "cosine",
                        "weightKl",
                        "weightJs",
                        "entropyBefore",
                        "entropyAfter",
                        "bitsPaper",
                        "bitsStored",
                        "mean",
                        "std",
                        "skewness",
                        "kurtosis",
                        "absMax")) {
            assertThat(tensor.get(field)).as(field).isNotNull();
            assertThat(tensor.get(field).isNumber()).as(field).isTrue();
        }
        assertThat(tensor.get("salientCount").longValue()).isEqualTo(204);
        assertThat(tensor.has("histogram")).isFalse();
    }

    @Test
    void thresholdReadsBackAsTheSameFloat() {
        double threshold = only("--tensors", Q0).get("threshold").doubleValue();
        assertThat((double) (float) threshold).isEqualTo(threshold);
        assertThat(only("--tensors", Q0).get("lambda").doubleValue())
                .isEqualTo(threshold * threshold);
    }

    @Test
    void addsHistogramsOverAsManyBinsAsAskedFor() {
        JsonNode histogram = only("--tensors", Q0, "--histograms", "--bins", "64").get("histogram");
        assertThat(histogram.get("bins").intValue()).isEqualTo(64);
        for (String counts : List.of("before", "after", "salient")) {
            assertThat(histogram.get(counts).size()).as(counts).isEqualTo(64);
        }
        assertThat(sum(histogram.get("before"))).isEqualTo(4096);
        assertThat(sum(histogram.get("after"))).isEqualTo(4096);
        assertThat(sum(histogram.get("salient"))).isEqualTo(204);
    }

    @Test
    void takesThePresetAtTheWidthThenTheOptions() {
        JsonNode spec = only("--tensors", Q0, "--bits", "3").get("spec");
        assertThat(spec.get("clip").doubleValue()).as("compact's clip at 3 bit").isEqualTo(0.8);
        JsonNode clipped = only("--tensors", Q0, "--clip", "0.7", "--bits", "3").get("spec");
        assertThat(clipped.get("clip").doubleValue()).isEqualTo(0.7);
        assertThat(clipped.get("bits").intValue()).isEqualTo(3);
    }

    @Test
    void everyParameterHasItsOption() {
        JsonNode spec =
                only(
                                "--tensors=" + Q0,
                                "--preset=rtn",
                                "--bits=3",
                                "--group-size=32",
                                "--alpha=0.08",
                                "--clip=0.9",
                                "--fit=best",
                                "--scheme=zero-point",
                                "--salient-grid=lobes",
                                "--salient-scope=row",
                                "--salient-fit=least-squares",
                                "--salient-bits=4",
                                "--params=bf16")
                        .get("spec");
        assertThat(spec.toString())
                .isEqualTo(
                        "{\"layout\":\"package\",\"bits\":3,\"group-size\":32,\"alpha\":0.08,\"clip\":0.9,\"fit\":\"best\","
                                + "\"scheme\":\"zero-point\",\"salient-grid\":\"lobes\",\"salient-scope\":\"row\","
                                + "\"salient-fit\":\"least-squares\",\"salient-bits\":4,\"params\":\"bf16\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bits|7|2, 3, 4, 5, 6 or 8",
                "--bits|four|2, 3, 4, 5, 6 or 8",
                "--bits|04|2, 3, 4, 5, 6 or 8",
                "--bits|''|was empty",
                "--group-size|48|16, 32, 64, 128, 256 or row",
                "--group-size|0|16, 32, 64, 128, 256 or row",
                "--group-size|+64|16, 32, 64, 128, 256 or row",
                "--alpha|0x1p-5|must be a number",
                "--alpha|0.05d|must be a number",
                "--csv|''|needs the name of a file",
                "--recipe|''|a path cannot be empty",
                "--alpha|0.3|between 0 and 0.2",
                "--alpha|NaN|must be a number",
                "--alpha|1e999|between 0 and 0.2",
                "--clip|0.4|between 0.5 and 1",
                "--fit|exact|range, best, least-squares",
                "--scheme|log|affine, symmetric, zero-point",
                "--preset|gptq|adpq, adpq-compact, rtn, rtn-clip",
                "--params|f64|f16, bf16, f32",
                "--bins|10|64 and 4096",
                "--threads|0|at least 1",
                "--tensors|[|no regular expression"
            })
    void refusesAValueByNameAndSaysWhatIsPermitted(String option, String value, String permitted) {
        CommandRun run = CommandRun.of("analyze", STORIES, option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLine())
                .startsWith("quantoscope: ")
                .contains(option, permitted, "quantoscope analyze --help");
    }

    @Test
    void refusesARecipeTogetherWithAPreset() {
        CommandRun run = CommandRun.of("analyze", STORIES, "--recipe", "r.json", "--preset", "rtn");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains("--recipe and --preset");
    }

    @Test
    void failsForARecipeThatIsNotThereOrNotARecipe() throws IOException {
        Path recipe = folder.resolve("r.json");
        CommandRun missing = CommandRun.of("analyze", STORIES, "--recipe", recipe.toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.errorLine()).contains("r.json: there is no such file");
        Files.writeString(recipe, "{\"format\":\"quantoscope-recipe\",\"version\":9}");
        CommandRun wrong = CommandRun.of("analyze", STORIES, "--recipe", recipe.toString());
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.errorLine())
                .contains("r.json: recipe field version: must be 1 to 3, was 9");
    }

    @Test
    void failsIfNoTensorIsMeant() {
        CommandRun run = CommandRun.of("analyze", STORIES, "--tensors", "nothing");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("nothing", "quantoscope inspect");
    }

    @Test
    void numberOfThreadsChangesNoDigit() {
        String one = CommandRun.of("analyze", STORIES, "--json", "-", "--threads", "1").out();
        assertThat(CommandRun.of("analyze", STORIES, "--json", "-", "--threads", "3").out())
                .isEqualTo(one);
    }

    @Test
    void printsATableWithTotalsInBothKindsOfBits() {
        CommandRun run = CommandRun.of("analyze", STORIES, "--preset", "rtn");
        assertThat(run.err()).as("no progress line in a pipe").isEmpty();
        assertThat(run.out())
                .contains("35 of 47 tensors", "stored (paper's", "1.04 MB -> ", "512 bins");
    }

    @Test
    void writesOneCsvLinePerTensor() throws IOException {
        Path csv = folder.resolve("report.csv");
        assertThat(CommandRun.of("analyze", STORIES, "--csv", csv.toString()).exitCode()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(48);
        assertThat(lines.getFirst()).startsWith("name,dtype,shape,role,layer,");
        int columns = lines.getFirst().split(",", -1).length;
        assertThat(lines.get(3).split(",", -1)).hasSize(columns);
    }

    private static JsonNode only(String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "analyze";
        args[1] = STORIES;
        args[2] = "--json";
        args[3] = "-";
        System.arraycopy(options, 0, args, 4, options.length);
        JsonNode tensors = CommandRun.of(args).json().get("tensors");
        assertThat(tensors.size()).isEqualTo(1);
        return tensors.get(0);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.longValue();
        }
        return sum;
    }
}

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
import java.util.ArrayList;
import java.util.List;

class SweepCommandTest {
    private static final String Q0 = "layers.0.self_attn.q_proj";

    @TempDir Path folder;

    @Test
    void hasALineOverAlphaForEveryWidthAndGroupSizeAndAControl() {
        JsonNode json =
                sweep("--preset=adpq", "--alpha=0.08,0,0.02", "--bits=3,4", "--group-size=64,128");
        assertThat(json.at("/lines").size()).isEqualTo(6);
        assertThat(json.at("/lines/0/name").stringValue()).isEqualTo("AdpQ (papers) 3 bit, g 64");
        assertThat(json.at("/lines/0/points").size()).isEqualTo(3);
        assertThat(json.at("/lines/0/points/0/spec/alpha").doubleValue()).isZero();
        assertThat(json.at("/lines/0/points/2/spec/alpha").doubleValue()).isEqualTo(0.08);
        assertThat(json.at("/lines/4/control").booleanValue()).isTrue();
        assertThat(json.at("/lines/4/points/0/spec/alpha").doubleValue()).isZero();
        assertThat(json.at("/lines/5/name").stringValue()).isEqualTo("RTN + best clip");
        assertThat(json.at("/lines/5/control").booleanValue()).isTrue();
    }

    @Test
    void furtherMethodsStandInTheSamePictureEachOneLine() {
        JsonNode json =
                sweep("--preset=adpq-compact", "--beside=adpq", "--bits=3,4", "--alpha=0.02,0.08");
        List<String> names = new ArrayList<>();
        json.get("lines").forEach(line -> names.add(line.get("name").stringValue()));
        assertThat(names)
                .containsExactly("AdpQ compact", "AdpQ (papers)", "RTN", "RTN + best clip");
        assertThat(json.at("/lines/0/points").size()).isEqualTo(4);
        assertThat(json.at("/lines/1/points").size()).isEqualTo(4);
        assertThat(json.at("/lines/1/points/3/spec/alpha").doubleValue()).isEqualTo(0.08);
    }

    @Test
    void aMethodWithoutSalientWeightsBesideStaysWithout() {
        JsonNode json = sweep("--preset=adpq", "--beside=rtn", "--bits=4", "--alpha=0,0.05");
        assertThat(json.at("/lines/1/name").stringValue()).isEqualTo("RTN");
        assertThat(json.at("/lines/1/points").size()).isEqualTo(1);
        assertThat(json.at("/lines/1/points/0/spec/alpha").doubleValue()).isZero();
    }

    @Test
    void pointEqualsTheAnalysisOfItsSpecification() {
        JsonNode point = sweep("--alpha=0.05", "--bits=3").at("/lines/0/points/0");
        JsonNode totals =
                CommandRun.of(
                                "analyze",
                                STORIES,
                                "--json=-",
                                "--alpha=0.05",
                                "--bits=3",
                                "--tensors",
                                Q0)
                        .json()
                        .get("totals");
        for (String figure : List.of("nmse", "bitsStored", "bitsPaper")) {
            assertThat(point.get(figure)).as(figure).isEqualTo(totals.get(figure));
        }
        assertThat(point.at("/spec/clip").doubleValue()).as("clip at 3 bit").isEqualTo(0.8);
    }

    @Test
    void saysWhichPointsNoOtherBeats() {
        List<JsonNode> points = new ArrayList<>();
        sweep("--bits=3,4", "--alpha=0,0.05")
                .get("lines")
                .forEach(line -> line.get("points").forEach(points::add));
        for (JsonNode point : points) {
            boolean beaten = points.stream().anyMatch(other -> beats(other, point));
            if (point.get("onFront").booleanValue()) {
                assertThat(beaten).isFalse();
            } else {
                assertThat(points)
                        .anyMatch(it ->
                                it.get("onFront").booleanValue()
                                        && it.get("nmse").doubleValue()
                                                <= point.get("nmse").doubleValue()
                                        && it.get("bitsStored").doubleValue()
                                                <= point.get("bitsStored").doubleValue());
            }
        }
    }

    private static boolean beats(JsonNode one, JsonNode other) {
        double bits = one.get("bitsStored").doubleValue() - other.get("bitsStored").doubleValue();
        double error = one.get("nmse").doubleValue() - other.get("nmse").doubleValue();
        return bits <= 0 && error <= 0 && (bits < 0 || error < 0);
    }

    @Test
    void tellsWhereTheControlWinsAtEqualStoredBits() {
        CommandRun run = CommandRun.of("sweep", STORIES, "--preset=adpq", "--bits=4");
        assertThat(run.out())
                .contains("vs control dB")
                .containsPattern("the control has the smaller error in [1-9]\\d* of 7 points");
    }

    @Test
    void writesCsvAndPicture() throws IOException {
        Path csv = folder.resolve("sweep.csv");
        Path png = folder.resolve("sweep.png");
        CommandRun run =
                CommandRun.of(
                        "sweep",
                        STORIES,
                        "--tensors=" + Q0,
                        "--bits=4",
                        "--alpha=0,0.05",
                        "--csv=" + csv,
                        "--png=" + png);
        assertThat(run.exitCode()).isZero();
        List<String> lines = Files.readAllLines(csv);
        // A header, and per point a line for the model and one for its only tensor: 2 + 6 + 6
        // points.
        assertThat(lines).hasSize(29);
        assertThat(lines.getFirst()).startsWith("line,control,layout,bits,group-size,alpha,");
        assertThat(lines.get(1)).startsWith("\"AdpQ compact 4 bit, row\",false,package,4,row,0.0,");
        assertThat(png).hasContent("trade-off with 3 lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--alpha|0,0.3|between 0 and 0.2",
                "--bits|3,7|2, 3, 4, 5, 6 or 8",
                "--group-size|64,row,1|16, 32, 64, 128, 256 or row",
                "--clip|2|between 0.5 and 1",
            })
    void refusesAValueOfAListByName(String option, String value, String permitted) {
        CommandRun run = CommandRun.of("sweep", STORIES, option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLine()).contains(option, permitted, "quantoscope sweep --help");
    }

    @Test
    void failsIfTheRecipeKeepsWhatWasAskedFor() {
        CommandRun run = CommandRun.of("sweep", STORIES, "--tensors=embed_tokens");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("nothing to sweep");
    }

    private static JsonNode sweep(String... options) {
        String[] args = new String[options.length + 5];
        args[0] = "sweep";
        args[1] = STORIES;
        args[2] = "--json=-";
        args[3] = "--tensors";
        args[4] = Q0;
        System.arraycopy(options, 0, args, 5, options.length);
        CommandRun run = CommandRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }
}

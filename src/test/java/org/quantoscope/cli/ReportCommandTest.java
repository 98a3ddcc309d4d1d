package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ReportCommandTest {
    private static final String SAMPLE = "samples/stories260k";

    @TempDir Path folder;

    @Test
    void pageHoldsTheFiguresOfAnalyzeForEveryTensor() throws IOException {
        String page = page("--preset", "adpq", "--bits", "4");
        CommandRun analysis =
                CommandRun.of("analyze", SAMPLE, "--preset", "adpq", "--bits", "4", "--json", "-");
        int compared = 0;
        for (var tensor : analysis.json().get("tensors")) {
            String name = tensor.get("name").stringValue();
            String row = row(page, name);
            if (tensor.has("kept")) {
                assertThat(row).contains("kept");
            } else {
                assertThat(row)
                        .contains("data-value=\"" + tensor.get("bitsStored").doubleValue() + "\"")
                        .contains("data-value=\"" + tensor.get("nmse").doubleValue() + "\"")
                        .contains("data-value=\"" + tensor.get("weightKl").doubleValue() + "\"");
                compared++;
            }
        }
        assertThat(compared).isEqualTo(35);
    }

    @Test
    void pageNeedsNothingFromOutside() throws IOException {
        String page = page();
        assertThat(page).startsWith("<!DOCTYPE html>");
        Matcher outside =
                Pattern.compile("(src|href|xlink:href)=\"(?!#)|url\\((?!#)|@import").matcher(page);
        assertThat(outside.find()).isFalse();
    }

    @Test
    void pageIsTheSameForAnyNumberOfThreads() throws IOException {
        assertThat(page("--threads", "1")).isEqualTo(page("--threads", "2"));
    }

    @Test
    void comparesWithRoundToNearestAtAboutTheSameBits() throws IOException {
        String row = row(page(), "model.layers.0.self_attn.q_proj.weight");
        Matcher control = Pattern.compile("(\\d) bit (\\w+), ([0-9.]+) bits, NMSE").matcher(row);
        assertThat(control.find()).isTrue();
        assertThat(Double.parseDouble(control.group(3))).isBetween(4.5, 5.5);
    }

    @Test
    void namesWithMarkupStayText() throws IOException {
        Path model = folder.resolve("<b>model.safetensors");
        String header =
                "{\"<script>x</script>\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}";
        byte[] text = header.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var bytes =
                java.nio.ByteBuffer.allocate(12 + text.length)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).putFloat(1);
        Files.write(model, bytes.array());
        Path file = folder.resolve("page.html");
        CommandRun run = CommandRun.of("report", model.toString(), "-o", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(file))
                .contains("&lt;script&gt;x&lt;/script&gt;")
                .doesNotContain("<script>x")
                .doesNotContain("<b>model");
    }

    @Test
    void namesTheFilesThatTheRecipeIsForAndTheCommandThatWritesThem() throws IOException {
        assertThat(page("--layout", "q4_0"))
                .contains("size of all tensors in a GGUF", "--format gguf --recipe FILE")
                .doesNotContain("Quantoscope&#x27;s package");
        assertThat(page("--layout", "gptq", "--group-size", "32"))
                .contains("size of all tensors in a folder of GPTQ", "--format gptq --recipe");
    }

    @Test
    void nothingThatIsUnprintableGetsIntoThePage() throws IOException {
        Path recipe = folder.resolve("recipe.json");
        Files.writeString(
                recipe,
                """
                {"format": "quantoscope-recipe", "version": 1, "name": "x\\u001by\\u202ez",
                 "default": {"preset": "rtn"}, "rules": []}
                """);
        assertThat(page("--recipe", recipe.toString()))
                .contains("<strong>x\\u001by\\u202ez</strong>")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aRatioOfNothingToNothingIsADash() throws IOException {
        Path model = folder.resolve("zeros.safetensors");
        String header =
                "{\"model.layers.0.mlp.up_proj.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],"
                        + "\"data_offsets\":[0,16]}}";
        byte[] text = header.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var bytes =
                java.nio.ByteBuffer.allocate(24 + text.length)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        Files.write(model, bytes.putLong(text.length).put(text).array());
        Path file = folder.resolve("page.html");
        assertThat(CommandRun.of("report", model.toString(), "-o", file.toString()).exitCode())
                .isZero();
        assertThat(row(Files.readString(file), "model.layers.0.mlp.up_proj.weight"))
                .endsWith(">—</td>")
                .doesNotContain("NaN");
    }

    @Test
    void refusesToReplaceTheModel() {
        CommandRun run = CommandRun.of("report", SAMPLE, "-o", SAMPLE + "/model.safetensors");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("part of the checkpoint");
    }

    private String page(String... options) throws IOException {
        Path file = folder.resolve("page.html");
        List<String> arguments = new ArrayList<>(List.of("report", SAMPLE, "-o", file.toString()));
        arguments.addAll(List.of(options));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isZero();
        return Files.readString(file);
    }

    private static String row(String page, String name) {
        int at = page.indexOf("<tr><td>" + name + "</td>");
        assertThat(at).as(name).isPositive();
        return page.substring(at, page.indexOf("</tr>", at));
    }
}

package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class EvaluateCommandTest {
    private static final String TEXT = "samples/texts/stories-sample-short.txt";

    @TempDir private Path folder;

    private static CommandRun evaluate(String model, String... more) {
        List<String> args =
                new java.util.ArrayList<>(
                        List.of(
                                "evaluate",
                                model,
                                "--text",
                                TEXT,
                                "--tokens",
                                "512",
                                "--window",
                                "128",
                                "--json",
                                "-"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static JsonNode text(CommandRun run) {
        assertThat(run.err()).isEmpty();
        return run.json().path("texts").path(0);
    }

    @Test
    void scoresTheOriginalAndARecipe() {
        JsonNode text = text(evaluate(CommandRun.STORIES, "--bits", "3"));
        assertThat(text.path("tokensScored").intValue()).isEqualTo(4 * 127);
        assertThat(text.path("convention").asString()).isEqualTo("plain");
        double original = text.path("original").path("perplexity").doubleValue();
        JsonNode recipe = text.path("recipes").path(0);
        assertThat(original).isBetween(3.0, 7.0);
        assertThat(recipe.path("perplexity").doubleValue()).isGreaterThan(original);
        assertThat(recipe.path("bitsStored").doubleValue()).isBetween(3.0, 4.5);
        assertThat(recipe.path("logitKl").path("mean").doubleValue()).isPositive();
        assertThat(recipe.path("top1Agreement").doubleValue()).isBetween(0.3, 0.99);
        assertThat(text.path("windows")).hasSize(4);
        double sum = 0;
        for (JsonNode window : text.path("windows")) {
            sum += window.path("recipes").path(0).doubleValue();
        }
        assertThat(sum / 4).isCloseTo(recipe.path("nll").doubleValue(), within(1e-12));
    }

    @Test
    void aKeptModelDivergesByNothing() throws IOException {
        Path recipe = folder.resolve("keep.json");
        Files.writeString(
                recipe,
                Files.readString(Path.of("samples/recipes/adpq-compact-4bit.json"))
                        .replace(
                                "\"rules\" : [ ]",
                                "\"rules\": [{\"match\": {\"first-layer\": 0, \"last-layer\": 99}, \"spec\": \"keep\"}]"));
        JsonNode kept =
                text(evaluate(CommandRun.STORIES, "--compare", recipe.toString()))
                        .path("recipes")
                        .path(0);
        assertThat(kept.path("logitKl").path("max").doubleValue()).isZero();
        assertThat(kept.path("top1Agreement").doubleValue()).isEqualTo(1);
        assertThat(kept.path("rmsDeltaP").doubleValue()).isZero();
    }

    @Test
    void bitsWithoutSalientWeightsAreThoseOfAnAnalysis() {
        for (String size : List.of("32", "row")) {
            String[] spec = {"--preset", "rtn", "--bits", "3", "--group-size", size};
            JsonNode recipe = text(evaluate(CommandRun.STORIES, spec)).path("recipes").path(0);
            List<String> analysis =
                    new java.util.ArrayList<>(
                            List.of("analyze", CommandRun.STORIES, "--json", "-"));
            analysis.addAll(List.of(spec));
            JsonNode totals = CommandRun.of(analysis.toArray(String[]::new)).json().path("totals");
            assertThat(recipe.path("bitsStored")).isEqualTo(totals.path("bitsStored"));
        }
    }

    @Test
    void figuresDependNeitherOnThreadsNorOnOtherRecipes() {
        JsonNode one = text(evaluate(CommandRun.STORIES, "--bits", "3", "--threads", "1"));
        JsonNode three = text(evaluate(CommandRun.STORIES, "--bits", "3", "--threads", "3"));
        assertThat(three).isEqualTo(one);
    }

    @Test
    void aReopenedExportSaysWhatThePreviewSaid() {
        JsonNode preview =
                text(evaluate(CommandRun.STORIES, "--bits", "3")).path("recipes").path(0);
        for (String format : List.of("package", "dequantized")) {
            Path out = folder.resolve(format);
            CommandRun export =
                    CommandRun.of(
                            "quantize",
                            CommandRun.STORIES,
                            "--bits",
                            "3",
                            "--format",
                            format,
                            "-o",
                            out.toString());
            assertThat(export.exitCode()).as(export.err()).isZero();
            JsonNode reopened = text(evaluate(out.toString())).path("original");
            assertThat(reopened.path("nll").doubleValue())
                    .as(format)
                    .isEqualTo(preview.path("nll").doubleValue());
        }
    }

    @Test
    void refusesTextsThatAreNone() throws IOException {
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertThat(refusal(latin)).contains("latin.txt").contains("not UTF-8");
        assertThat(refusal(empty)).contains("empty.txt").contains("nothing to score");
        assertThat(refusal(folder)).contains("is a folder");
        assertThat(refusal(folder.resolve("absent.txt"))).contains("there is no such file");
        Path brief = folder.resolve("brief.txt");
        Files.writeString(brief, "Once upon a time");
        assertThat(refusal(brief)).contains("fewer than a window of 512").contains("brief.txt");
    }

    @Test
    void doesNotCallALongTextShortWhereFewOfItsTokensAreTaken() {
        CommandRun run =
                CommandRun.of("evaluate", CommandRun.STORIES, "--text", TEXT, "--tokens", "100");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine())
                .contains("only 100 tokens of the text are taken")
                .contains("take more tokens");
    }

    private static String refusal(Path text) {
        CommandRun run = CommandRun.of("evaluate", CommandRun.STORIES, "--text", text.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        return run.errorLine();
    }

    @Test
    void refusesModelsThatAreNotRun() {
        CommandRun attention = CommandRun.of("evaluate", "samples/gpt2-attention", "--text", TEXT);
        assertThat(attention.exitCode()).isEqualTo(1);
        assertThat(attention.errorLine()).contains("samples/gpt2-attention");
    }

    @Test
    void refusesAModelWithoutTokenizerAndOneWithNaN() throws IOException {
        Path model = copyOfStories("bare", name -> !name.startsWith("tokenizer"));
        CommandRun bare = CommandRun.of("evaluate", model.toString(), "--text", TEXT);
        assertThat(bare.exitCode()).isEqualTo(1);
        assertThat(bare.errorLine()).contains("tokenizer");
        Path broken = copyOfStories("broken", name -> true);
        Path file = broken.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(new byte[] {0, 0, (byte) 0xc0, 0x7f}, 0, bytes, bytes.length - 4, 4);
        Files.write(file, bytes);
        CommandRun run = CommandRun.of("logits", broken.toString(), "--ids", "1,403");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("NaN or infinite");
    }

    private Path copyOfStories(String name, java.util.function.Predicate<String> wanted)
            throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (var files = Files.list(Path.of(CommandRun.STORIES))) {
            for (Path file : files.toList()) {
                if (wanted.test(file.getFileName().toString())) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return copy;
    }

    @Test
    void refusesWrongUsage() {
        assertThat(CommandRun.of("evaluate", CommandRun.STORIES).exitCode()).isEqualTo(2);
        assertThat(evaluate(CommandRun.STORIES, "--convention", "odd").errorLine())
                .contains("--convention must be one of plain, bos, half, sliding");
        assertThat(evaluate(CommandRun.STORIES, "--threads", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void continuesAPrompt() {
        CommandRun run =
                CommandRun.of(
                        "generate",
                        CommandRun.STORIES,
                        "--prompt",
                        "Once upon a time",
                        "--tokens",
                        "20");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Once upon a time, there was a little girl named Lily.");
    }

    @Test
    void runsTheModelAtEveryPointOfASweep() {
        CommandRun run =
                CommandRun.of(
                        "sweep",
                        CommandRun.STORIES,
                        "--alpha",
                        "0,0.05",
                        "--bits",
                        "4",
                        "--metric",
                        "perplexity",
                        "--text",
                        TEXT,
                        "--tokens",
                        "256",
                        "--window",
                        "128",
                        "--json",
                        "-");
        assertThat(run.err()).isEmpty();
        for (JsonNode line : run.json().path("lines")) {
            for (JsonNode point : line.path("points")) {
                assertThat(point.path("perplexity").doubleValue()).isBetween(3.0, 20.0);
                assertThat(point.path("logitKl").doubleValue()).isPositive();
            }
        }
        assertThat(CommandRun.of("sweep", CommandRun.STORIES, "--metric", "perplexity").errorLine())
                .contains("--metric and --text belong together");
    }

    @Test
    void refusesAVocabularyLargerThanTheEmbedding() throws IOException {
        Path model = copyOfStories("short", name -> true);
        Path tokenizer = model.resolve("tokenizer.json");
        // The token of "Once" gets an id that the embedding has no row for.
        String text = Files.readString(tokenizer);
        String piece =
                text.contains("\"\u2581Once\":403") ? "\"\u2581Once\":403" : "\"\u2581Once\": 403";
        assertThat(text).contains(piece);
        Files.writeString(tokenizer, text.replace(piece, piece.replace("403", "512")));
        CommandRun run =
                CommandRun.of("evaluate", model.toString(), "--text", TEXT, "--window", "64");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLine()).contains("has 513 tokens, but the embedding has 512 rows");
    }

    @Test
    void keepsActivationsThatAnalyzeReads() throws IOException {
        String cache = folder.resolve("cache").toString();
        CommandRun gathered = evaluate(CommandRun.STORIES, "--activations", "--cache", cache);
        assertThat(gathered.exitCode()).isZero();
        assertThat(gathered.errorLine()).contains("activations kept in " + cache);
        assertThat(gathered.json()).isEqualTo(evaluate(CommandRun.STORIES).json());
        Path file;
        try (var files = Files.list(Path.of(cache))) {
            file = files.toList().getFirst();
        }
        var before = Files.getLastModifiedTime(file);
        JsonNode analyzed = analyze(cache).json();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        for (JsonNode tensor : analyzed.path("tensors")) {
            if (tensor.has("nmse")) {
                assertThat(tensor.path("forwardError").doubleValue()).isBetween(1e-5, 0.2);
                assertThat(tensor.path("identityDistance").doubleValue()).isPositive();
                assertThat(tensor.path("offDiagonalShare").doubleValue()).isBetween(0.1, 1.0);
            } else {
                assertThat(tensor.has("forwardError")).isFalse();
            }
        }
        Files.write(file, new byte[100]);
        CommandRun again = analyze(cache);
        assertThat(again.errorLine()).contains(file.toString()).contains("gathered again");
        assertThat(again.json()).isEqualTo(analyzed);
        assertThat(analyze(cache).err()).isEmpty();
    }

    private static CommandRun analyze(String cache) {
        return CommandRun.of(
                "analyze",
                CommandRun.STORIES,
                "--text",
                TEXT,
                "--tokens",
                "512",
                "--window",
                "128",
                "--cache",
                cache,
                "--json",
                "-");
    }
}

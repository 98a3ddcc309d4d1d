package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.Scheme;
import org.quantoscope.recipe.Recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a user is told to type after an export. */
class LoadCommandTest {
    @TempDir Path temp;

    private static ExportReceipt receipt(String target, String first) {
        return new ExportReceipt(
                Path.of(target),
                List.of(new ExportReceipt.WrittenFile(first, 1, "")),
                1,
                1,
                1,
                1,
                1,
                1);
    }

    private static String command(Path source, ExportFormat format, String target, String first)
            throws IOException {
        BlockLayout layout =
                format.layout()
                        .orElse(
                                format == ExportFormat.GGUF
                                        ? BlockLayout.Q4_0
                                        : BlockLayout.PACKAGE);
        Scheme scheme = format == ExportFormat.AWQ ? Scheme.ZERO_POINT : Scheme.SYMMETRIC;
        Recipe recipe =
                Recipe.of(
                        "t",
                        format.layout().isPresent()
                                ? StockFolders.spec(layout, 4, 32, scheme)
                                : Preset.RTN.at(new BitWidth(4)).withLayout(layout));
        try (Checkpoint opened = StockFolders.OPENER.open(source)) {
            ExportPlan plan = StockFolders.plan(opened, recipe, format, Path.of(target));
            return LoadCommand.of(plan, receipt(target, first));
        }
    }

    private Path llama() throws IOException {
        return StockFolders.llama(temp.resolve("in"));
    }

    /** The same without one of its files. */
    private Path without(String file) throws IOException {
        Path folder = llama();
        Files.delete(folder.resolve(file));
        return folder;
    }

    @Test
    void givesLlamaCppTheFileOrTheFirstOfItsParts() throws IOException {
        ExportFormat gguf = ExportFormat.GGUF;
        assertThat(command(Models.STORIES, gguf, "/m/a b.gguf", "a b.gguf"))
                .isEqualTo("llama-cli -m '/m/a b.gguf'");
        assertThat(command(Models.STORIES, gguf, "/m/a", "a-00001-of-00002.gguf"))
                .isEqualTo("llama-cli -m /m/a/a-00001-of-00002.gguf");
    }

    @Test
    void asksNoTextOfAGgufWithoutTokenizer() throws IOException {
        Path folder = temp.resolve("stories");
        Files.createDirectories(folder);
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(Models.STORIES.resolve(file), folder.resolve(file));
        }
        assertThat(command(folder, ExportFormat.GGUF, "/m/a.gguf", "a.gguf"))
                .isEqualTo("gguf-dump --no-tensors /m/a.gguf");
    }

    @Test
    void givesPythonTheFolderBehindTheProgram() throws IOException {
        assertThat(command(llama(), ExportFormat.COMPRESSED_TENSORS, "/m/a'b", "x"))
                .startsWith("python -c \"import sys, transformers; print(transformers.pipeline(")
                .endsWith("\" '/m/a'\\''b'");
    }

    @Test
    void asksNoTextOfAFolderWithoutTokenizer() throws IOException {
        Path folder = without("tokenizer.json");
        assertThat(command(folder, ExportFormat.DEQUANTIZED, "/m/a", "x"))
                .isEqualTo(
                        "python -c \"import sys, transformers; print(transformers"
                                + ".AutoModelForCausalLM.from_pretrained(sys.argv[1]))\" /m/a");
        assertThat(command(folder, ExportFormat.GPTQ, "/m/a", "x"))
                .isEqualTo("vllm serve /m/a --skip-tokenizer-init");
    }

    @Test
    void asksOnlyForTheTensorsOfAFolderWithoutConfiguration() throws IOException {
        assertThat(command(without("config.json"), ExportFormat.DEQUANTIZED, "/m/a", "x.safe"))
                .isEqualTo(
                        "python -c \"import sys, safetensors; print(list(safetensors.safe_open("
                                + "sys.argv[1], framework='np').keys()))\" /m/a/x.safe");
    }

    @Test
    void takesTheClassWithoutHeadOfWhatWritesNoText() throws IOException {
        Path folder =
                StockFolders.llama(
                        temp.resolve("in"),
                        "{\"architectures\": [\"BertModel\"], \"model_type\": \"bert\"}");
        assertThat(command(folder, ExportFormat.DEQUANTIZED, "/m/a", "x"))
                .contains("transformers.AutoModel.from_pretrained");
    }

    @Test
    void givesVllmTheOnlyTypeThatItsAwqKernelsTake() throws IOException {
        assertThat(command(llama(), ExportFormat.AWQ, "/m/a", "x"))
                .isEqualTo("vllm serve /m/a --dtype float16");
    }

    @Test
    void givesVllmNothingThatDoesNotSayItsArchitecture() throws IOException {
        Path folder = StockFolders.llama(temp.resolve("in"), "{\"model_type\": \"llama\"}");
        assertThat(command(folder, ExportFormat.GPTQ, "/m/a", "x"))
                .contains("transformers.pipeline");
    }
}

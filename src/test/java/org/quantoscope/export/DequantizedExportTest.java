package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.FolderJson;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Folders of plain values: type, shards, index, configuration, alignment. */
class DequantizedExportTest {
    private static final QuantizationSpec SPEC = Preset.ADPQ_COMPACT.at(new BitWidth(4));

    @TempDir Path temp;

    private Path shards() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("source"));
        Map<String, String> pt = Map.of("format", "pt");
        Models.write(
                folder.resolve("model-00001-of-00002.safetensors"),
                pt,
                Models.random("kept.odd", DType.BF16, 1, 3),
                Models.random("block.a", DType.BF16, 2, 40, 64),
                Models.random("mask", DType.U8, 3, 5));
        Models.write(
                folder.resolve("model-00002-of-00002.safetensors"),
                pt,
                Models.random("block.b", DType.BF16, 4, 40, 64),
                Models.random("kept.bias", DType.BF16, 5, 64));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"llama\",  \"torch_dtype\": \"bfloat16\"}\n");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        return folder;
    }

    @ParameterizedTest
    @CsvSource({"F32,float32", "BF16,bfloat16", "F16,float16"})
    void foldersKeepTheirShardsAndGetOneType(DType dtype, String name) throws IOException {
        Path exact = temp.resolve("exact");
        Path target = temp.resolve("out");
        try (Checkpoint source = Models.OPENER.open(shards())) {
            Models.export(
                    source, Models.everyBlock(SPEC), ExportFormat.DEQUANTIZED, DType.F32, exact);
            Models.export(source, Models.everyBlock(SPEC), ExportFormat.DEQUANTIZED, dtype, target);
            try (Checkpoint out = Models.OPENER.open(target);
                    Checkpoint f32 = Models.OPENER.open(exact)) {
                assertThat(Models.names(target))
                        .containsExactly(
                                "config.json",
                                "model-00001-of-00002.safetensors",
                                "model-00002-of-00002.safetensors",
                                "model.safetensors.index.json",
                                "quantoscope.sha256",
                                "tokenizer.json");
                for (TensorInfo before : source.tensors()) {
                    TensorInfo after = Models.tensor(out, before.name());
                    assertThat(after.file()).isEqualTo(before.file());
                    assertThat(after.byteOffset() % (after.dtype().bits() / 8)).isZero();
                    if (!before.dtype().isAnalysable()) {
                        assertThat(after.dtype()).isEqualTo(before.dtype());
                        continue;
                    }
                    assertThat(after.dtype()).isEqualTo(dtype);
                    float[] values = Models.values(out.view(after));
                    float[] restored = Models.values(f32.view(Models.tensor(f32, before.name())));
                    for (int i = 0; i < values.length; i++) {
                        assertThat(values[i]).isEqualTo(rounded(restored[i], dtype));
                    }
                }
                long bytes = out.tensors().stream().mapToLong(TensorInfo::byteCount).sum();
                assertThat(target.resolve("model.safetensors.index.json"))
                        .content()
                        .contains("\"total_size\" : " + bytes);
                assertThat(out.recipeJson()).isPresent();
                assertThat(out.metadata().values())
                        .allSatisfy(each -> assertThat(each).containsEntry("format", "pt"));
            }
        }
        assertThat(target.resolve("config.json"))
                .hasContent("{\"model_type\": \"llama\",  \"torch_dtype\": \"" + name + "\"}\n");
    }

    private static float rounded(float value, DType dtype) {
        if (dtype == DType.F16) {
            return Float.float16ToFloat(Float.floatToFloat16(value));
        }
        if (dtype == DType.F32) {
            return value;
        }
        float low = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
        float high = Float.intBitsToFloat((Float.floatToRawIntBits(value) | 0xffff) + 1);
        double toLow = Math.abs((double) value - low);
        double toHigh = Math.abs((double) high - value);
        boolean lowIsEven = (Float.floatToRawIntBits(low) & 0x10000) == 0;
        return toLow < toHigh || toLow == toHigh && lowIsEven ? low : high;
    }

    @Test
    void configurationsChangeInTheirTypesOnly() throws IOException {
        String before =
                "{ \"dtype\":\"float16\" , \"text_config\": {\"torch_dtype\": \"bfloat16\"},"
                        + " \"title\": \"ö \\\"dtype\\\"\", \"other_dtype\": \"float16\","
                        + " \"dtype_note\": \"x\", \"rope_theta\": 1e4}";
        byte[] after = FolderJson.withDtype(before.getBytes(StandardCharsets.UTF_8), DType.F32);
        assertThat(new String(after, StandardCharsets.UTF_8))
                .isEqualTo(
                        before.replace("\"dtype\":\"float16\"", "\"dtype\":\"float32\"")
                                .replace(
                                        "\"torch_dtype\": \"bfloat16\"",
                                        "\"torch_dtype\": \"float32\""));
    }

    @Test
    void configurationsWithoutATypeStayAsTheyAre() throws IOException {
        byte[] before = "{\"model_type\": \"gpt2\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(FolderJson.withDtype(before, DType.BF16)).isEqualTo(before);
    }
}

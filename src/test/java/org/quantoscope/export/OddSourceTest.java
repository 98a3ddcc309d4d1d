package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sources whose files are called otherwise than usual: whatever opens can be exported. */
class OddSourceTest {
    private static final QuantizationSpec SPEC = Preset.ADPQ_COMPACT.at(new BitWidth(4));

    @TempDir Path temp;

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"PACKAGE", "DEQUANTIZED"})
    void blobOfADownloadCacheGetsTheExtension(ExportFormat format) throws IOException {
        Path blob = temp.resolve("7e245993d2a9");
        Models.write(blob, Map.of(), Models.random("block.a", DType.F32, 1, 40, 64));
        Path target = exported(blob, format);
        assertThat(target).isDirectoryContaining("glob:**/7e245993d2a9.safetensors");
        try (Checkpoint out = Models.OPENER.open(target)) {
            assertThat(out.tensors()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"PACKAGE", "DEQUANTIZED"})
    void shardsInSubFoldersLieSideBySide(ExportFormat format) throws IOException {
        Path folder = temp.resolve("model");
        Files.createDirectories(folder.resolve("parts"));
        for (String name : new String[] {"a", "b"}) {
            Models.write(
                    folder.resolve("parts/" + name + ".safetensors"),
                    Map.of(),
                    Models.random("block." + name, DType.F32, 1, 40, 64));
        }
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                """
                {"weight_map": {"block.a": "parts/a.safetensors", "block.b": "parts/b.safetensors"}}
                """);
        Path target = exported(folder, format);
        try (Checkpoint out = Models.OPENER.open(target)) {
            assertThat(out.tensors()).hasSize(2);
            assertThat(out.weightFiles())
                    .containsExactly("parts-a.safetensors", "parts-b.safetensors");
        }
    }

    @Test
    void packageReplacesADescriptionThatTheSourceHas() throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("model"), Models.random("block.a", DType.F32, 1, 40, 64));
        Files.writeString(folder.resolve("quantoscope.json"), "{}");
        Path target = exported(folder, ExportFormat.PACKAGE);
        assertThat(target.resolve("quantoscope.json")).content().contains("block.a");
        Files.writeString(folder.resolve("notes.md"), "carried along");
        Path plain = exported(folder, ExportFormat.DEQUANTIZED);
        assertThat(plain.resolve("quantoscope.json")).hasContent("{}");
        assertThat(plain.resolve("notes.md")).hasContent("carried along");
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"PACKAGE", "DEQUANTIZED"})
    void whatTheSourceSaidOfItsCodesIsNotCarriedAlong(ExportFormat format) throws IOException {
        Path quantized = Path.of("src/test/resources/quantized/gptq-w4g32");
        assertThat(quantized.resolve("config.json")).content().contains("quantization_config");
        Path target = exported(quantized, format);
        assertThat(target.resolve("config.json"))
                .content()
                .contains("architectures")
                .doesNotContain("quantization_config");
    }

    private Path exported(Path source, ExportFormat format) throws IOException {
        Path target = temp.resolve("out-" + format);
        try (Checkpoint opened = Models.OPENER.open(source)) {
            Models.export(opened, Models.everyBlock(SPEC), format, DType.F32, target);
        }
        return target;
    }
}

package org.quantoscope.checkpoint.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders whose configuration and tensors contradict each other. */
class QuantizedFolderAttackTest {
    private static final Path GOLDEN = Path.of("src/test/resources/quantized");

    @TempDir Path folder;

    private String config = "";
    private String weights = "";

    @BeforeEach
    void copyGptq() throws IOException {
        copy("gptq-w4g32");
    }

    private void copy(String name) throws IOException {
        config = Files.readString(GOLDEN.resolve(name).resolve("config.json"));
        // Every byte is one character, so that names and shapes can be replaced by others as long.
        weights =
                Files.readString(
                        GOLDEN.resolve(name).resolve("model.safetensors"),
                        StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"bits\": 4', '\"bits\": 1'",
        "'\"bits\": 4', '\"bits\": 16'",
        "'\"bits\": 4', '\"bits\": \"four\"'",
        "'\"gptq\"\n  }', '\"marlin\"\n  }'"
    })
    void refusesVariantsThatAreNotRead(String honest, String lie) throws IOException {
        config = config.replace(honest, lie);
        refused(Reason.UNSUPPORTED_QUANTIZATION).hasMessageContaining("config.json");
    }

    @Test
    void refusesAwqOfAnotherVersion() throws IOException {
        copy("awq-w4g32");
        config = config.replace("\"gemm\"", "\"gemv\"");
        refused(Reason.UNSUPPORTED_QUANTIZATION).hasMessageContaining("gemv");
    }

    @Test
    void refusesCompressedTensorsOfAnotherFormat() throws IOException {
        copy("compressed-mixed");
        config = config.replace("pack-quantized", "marlin-24");
        refused(Reason.UNSUPPORTED_QUANTIZATION).hasMessageContaining("marlin-24");
    }

    @ParameterizedTest
    @CsvSource({
        "up_proj.qzeros, up_proj.qzero_, has no qzeros",
        "up_proj.scales, up_proj.scale_, has no scales",
        "'[16,64]', '[64,16]', words of codes",
        "'[4,8]', '[8,4]', its qzeros is 8×4",
        "'[4,64]', '[64,4]', its scales is 64×4",
        "'[4,64]', '[8,32]', its scales is 8×32",
        "'[128]', '[1,128]', words of codes"
    })
    void refusesPartsThatDoNotFitTogether(String honest, String lie, String why)
            throws IOException {
        replace(honest, lie);
        if (honest.equals("[128]")) {
            // The norm of the model has that shape, too.
            refused(Reason.BAD_QUANTIZATION);
        } else {
            refused(Reason.BAD_QUANTIZATION).hasMessageContaining(why);
        }
    }

    @Test
    void refusesScalesOfWholeNumbers() throws IOException {
        replace("\"F16\",\"shape\":[4,64]", "\"I16\",\"shape\":[4,64]");
        refused(Reason.BAD_QUANTIZATION).hasMessageContaining("its scales");
    }

    @Test
    void refusesColumnsInAGroupThatIsNotThere() throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDEN.resolve("gptq-w4g32/model.safetensors"));
        write();
        Path file = folder.resolve("model.safetensors");
        try (Checkpoint opened = new SafetensorsFormat().open(file)) {
            long at =
                    opened.tensors().stream()
                            .filter(tensor -> tensor.name().endsWith("g_idx"))
                            .findFirst()
                            .orElseThrow()
                            .byteOffset();
            bytes[(int) at + 4 * 100] = 4;
        }
        Files.write(file, bytes);
        try (Checkpoint opened = open()) {
            Throwable thrown =
                    catchThrowable(() -> {
                        for (var tensor : opened.tensors()) {
                            if (opened.view(tensor) instanceof TensorView.Decoded decoded) {
                                decoded.decodeRows(0, 1, new float[128]);
                            }
                        }
                    });
            assertThat(thrown)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("puts column 100 into group 4 of 4");
        }
    }

    @Test
    void refusesAMatrixThatIsThereBothWays() throws IOException {
        replace(
                "model.layers.0.input_layernorm.weight",
                "model.layers.0.mlp.up_proj.weight\",    ");
        refused(Reason.HEADER_NOT_JSON);
        copy("gptq-w4g32");
        replace(
                "\"model.layers.0.input_layernorm.weight\"",
                "\"model.layers.0.mlp.up_proj.weight\"    ");
        refused(Reason.BAD_QUANTIZATION).hasMessageContaining("unquantized, too");
    }

    @Test
    void refusesCodesThatFitNoSchemeOfTheConfiguration() throws IOException {
        copy("compressed-llama");
        config = config.replace("\"num_bits\": 4", "\"num_bits\": 8");
        refused(Reason.BAD_QUANTIZATION).hasMessageContaining("fit no scheme");
    }

    @Test
    void refusesZeroPointsWhereTheConfigurationHasNone() throws IOException {
        copy("compressed-llama");
        config = config.replace("\"symmetric\": false", "\"symmetric\": true");
        refused(Reason.BAD_QUANTIZATION).hasMessageContaining("fit no scheme");
    }

    private void replace(String honest, String lie) {
        String longer = weights.replace(honest, lie);
        assertThat(longer).isNotEqualTo(weights);
        weights = relength(longer, longer.length() - weights.length());
    }

    /** The header's length in the first eight bytes, corrected by {@code more}. */
    private static String relength(String file, int more) {
        int length = file.charAt(0) | file.charAt(1) << 8 | file.charAt(2) << 16;
        int corrected = length + more;
        return new String(
                        new char[] {
                            (char) (corrected & 255),
                            (char) (corrected >> 8 & 255),
                            (char) (corrected >> 16 & 255)
                        })
                + file.substring(3);
    }

    private AbstractThrowableAssert<?, MalformedCheckpointException> refused(Reason reason)
            throws IOException {
        write();
        MalformedCheckpointException refusal =
                catchThrowableOfType(MalformedCheckpointException.class, () -> open().close());
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        return assertThat(refusal);
    }

    private void write() throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Files.writeString(
                folder.resolve("model.safetensors"), weights, StandardCharsets.ISO_8859_1);
    }

    private Checkpoint open() throws IOException {
        QuantizedFolderFormat format = new QuantizedFolderFormat(new SafetensorsFormat());
        assertThat(format.recognises(folder)).isTrue();
        return format.open(folder);
    }
}

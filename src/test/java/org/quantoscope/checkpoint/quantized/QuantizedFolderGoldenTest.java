package org.quantoscope.checkpoint.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Folders that the formats' own code packed, against the values that it computes from them
 * (src/test/python/make_stock_golden.py and extract_compressed_golden.py).
 */
class QuantizedFolderGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/quantized");
    private static final String MATRIX = "model.layers.0.mlp.up_proj.weight";

    private final QuantizedFolderFormat format = new QuantizedFolderFormat(new SafetensorsFormat());

    @ParameterizedTest
    @CsvSource({
        "gptq-w2g32, GPTQ 2 bit g32",
        "gptq-w3g32, GPTQ 3 bit g32",
        "gptq-w4g32, GPTQ 4 bit g32",
        "gptq-w8g32, GPTQ 8 bit g32",
        "gptq-w4g32-desc, GPTQ 4 bit g32",
        "gptq-w3g32-v2, GPTQ 3 bit g32",
        "gptq-w4g32-v2, GPTQ 4 bit g32",
        "awq-w4g32, AWQ 4 bit g32"
    })
    void opensGptqAndAwqAsTheValuesThatTheirOwnCodeComputes(String name, String encoding)
            throws IOException {
        Path folder = FOLDER.resolve(name);
        assertThat(format.recognises(folder)).isTrue();
        try (Checkpoint opened = format.open(folder);
                Checkpoint expected = open(FOLDER.resolve("expected.safetensors"))) {
            assertThat(opened.tensors()).hasSize(2);
            TensorInfo matrix = tensor(opened, MATRIX);
            assertThat(matrix.encoding()).isEqualTo(encoding);
            assertThat(matrix.shape()).isEqualTo(Shape.of(64, 128));
            assertThat(matrix.role()).isEqualTo(TensorRole.UP);
            assertThat(bits(opened, matrix)).isEqualTo(bits(expected, tensor(expected, name)));
        }
    }

    @Test
    void opensEveryWidthOfCompressedTensorsAsTheLibraryDecompressesIt() throws IOException {
        try (Checkpoint opened = format.open(FOLDER.resolve("compressed-mixed"));
                Checkpoint expected = open(FOLDER.resolve("compressed-expected.safetensors"))) {
            assertThat(opened.tensors()).hasSize(8).hasSameSizeAs(expected.tensors());
            for (TensorInfo matrix : opened.tensors()) {
                assertThat(bits(opened, matrix))
                        .as(matrix.name() + " " + matrix.encoding())
                        .isEqualTo(bits(expected, tensor(expected, matrix.name())));
            }
            assertThat(opened.tensors())
                    .map(TensorInfo::encoding)
                    .containsExactlyInAnyOrder(
                            "compressed-tensors 4 bit g32",
                            "compressed-tensors 4 bit g64 asym",
                            "compressed-tensors 8 bit g128",
                            "compressed-tensors 8 bit g32 asym",
                            "compressed-tensors 2 bit g64",
                            "compressed-tensors 3 bit g64 asym",
                            "compressed-tensors 5 bit g64",
                            "compressed-tensors 6 bit g64 asym");
        }
    }

    @Test
    void showsAWholeFolderUnderTheNamesOfTheModelThatWasQuantized() throws IOException {
        try (Checkpoint opened = format.open(FOLDER.resolve("compressed-llama"))) {
            List<TensorInfo> packed =
                    opened.tensors().stream().filter(tensor -> !tensor.isPlain()).toList();
            assertThat(packed).hasSize(14);
            assertThat(opened.tensors()).hasSize(14 + 5 + 2);
            TensorInfo key = tensor(opened, "model.layers.1.self_attn.k_proj.weight");
            assertThat(key.role()).isEqualTo(TensorRole.K);
            assertThat(key.layer()).hasValue(1);
            assertThat(key.shape()).isEqualTo(Shape.of(32, 64));
            // Codes, zero points, scales and shape: 32·64/2 + 4·2·4 + 32·2·2 + 16 bytes.
            assertThat(key.byteCount()).isEqualTo(1024 + 32 + 128 + 16);
            assertThat(tensor(opened, "lm_head.weight").dtype()).isEqualTo(DType.BF16);
            assertThat(opened.tensors()).noneMatch(it -> it.name().endsWith("weight_shape"));
        }
    }

    @Test
    void leavesFoldersWithoutQuantizationToOthers() {
        assertThat(format.recognises(Path.of("samples/stories260k"))).isFalse();
    }

    private static Checkpoint open(Path file) throws IOException {
        return new SafetensorsFormat().open(file);
    }

    private static TensorInfo tensor(Checkpoint of, String name) {
        return of.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + of.tensors()));
    }

    private static int[] bits(Checkpoint of, TensorInfo tensor) {
        RowReader reader = new RowReader(of.view(tensor), new ScalarKernels());
        float[] values = new float[Math.toIntExact(tensor.elementCount())];
        reader.read(0, (int) reader.rows(), values);
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            // -0 and 0 are the same weight; which one a library writes is its way of multiplying.
            bits[i] = Float.floatToRawIntBits(values[i] + 0.0f);
        }
        return bits;
    }
}

package org.quantoscope.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Blocks as ggml wrote them, against ggml's own dequantized values (resources/gguf). */
final class GgufBlocksGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/gguf");

    @Test
    void decodesEveryTypeItClaimsToDecodeBitForBit() throws Exception {
        Map<String, String> decoded = new TreeMap<>();
        try (Checkpoint blocks = new GgufFormat().open(FOLDER.resolve("blocks.gguf"));
                Checkpoint expected =
                        new SafetensorsFormat()
                                .open(FOLDER.resolve("blocks-dequantized.safetensors"))) {
            for (TensorInfo tensor : blocks.tensors()) {
                if (!tensor.dtype().isAnalysable()) {
                    decoded.put(tensor.encoding(), "carried");
                    continue;
                }
                TensorInfo same =
                        expected.tensors().stream()
                                .filter(other -> other.name().equals(tensor.name()))
                                .findFirst()
                                .orElseThrow();
                assertThat(bits(blocks, tensor)).as(tensor.name()).isEqualTo(bits(expected, same));
                decoded.put(tensor.encoding(), "decoded");
            }
        }
        assertThat(decoded)
                .hasSize(26)
                .containsEntry("IQ2_XXS", "carried")
                .containsEntry("NVFP4", "carried");
        assertThat(
                        decoded.entrySet().stream()
                                .filter(entry -> entry.getValue().equals("decoded"))
                                .map(Map.Entry::getKey))
                .containsExactly(
                        "BF16", "F16", "IQ4_NL", "IQ4_XS", "MXFP4", "Q1_0", "Q2_K", "Q3_K", "Q4_0",
                        "Q4_1", "Q4_K", "Q5_0", "Q5_1", "Q5_K", "Q6_K", "Q8_0", "TQ1_0", "TQ2_0");
    }

    @Test
    void carriesTypesThatItDoesNotDecode() throws Exception {
        try (Checkpoint blocks = new GgufFormat().open(FOLDER.resolve("blocks.gguf"))) {
            TensorInfo tensor =
                    blocks.tensors().stream()
                            .filter(each -> each.encoding().equals("IQ2_XXS"))
                            .findFirst()
                            .orElseThrow();
            assertThat(tensor.dtype()).isEqualTo(DType.OPAQUE);
            assertThat(blocks.bytes(tensor).byteSize()).isEqualTo(16 * 1024 / 256 * 66);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "F16", "BF16"})
    void putsRowsOfQAndKBackIntoHuggingFaceOrder(String type) throws Exception {
        try (Checkpoint gguf =
                        new GgufFormat().open(FOLDER.resolve("stories260k-" + type + ".gguf"));
                Checkpoint original =
                        new SafetensorsFormat().open(Path.of("samples/stories260k"))) {
            for (TensorInfo tensor : original.tensors()) {
                String name = LlamaNames.toGguf(tensor.name()).orElseThrow();
                TensorInfo same =
                        gguf.tensors().stream()
                                .filter(other -> other.name().equals(name))
                                .findFirst()
                                .orElseThrow();
                assertThat(same.role()).isEqualTo(tensor.role());
                assertThat(same.layer()).isEqualTo(tensor.layer());
                int[] expected = bits(original, tensor);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = rounded(expected[i], same.dtype());
                }
                assertThat(bits(gguf, same)).as(name).isEqualTo(expected);
            }
            assertThat(gguf.tensors()).hasSameSizeAs(original.tensors());
        }
    }

    private static int rounded(int bits, DType type) {
        float value = Float.intBitsToFloat(bits);
        return switch (type) {
            case F16 -> Float.floatToRawIntBits(Float.float16ToFloat(Float.floatToFloat16(value)));
            case BF16 -> bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000;
            default -> bits;
        };
    }

    private static int[] bits(Checkpoint of, TensorInfo tensor) {
        RowReader reader = new RowReader(of.view(tensor), new ScalarKernels());
        float[] values = new float[Math.toIntExact(tensor.elementCount())];
        reader.read(0, (int) reader.rows(), values);
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}

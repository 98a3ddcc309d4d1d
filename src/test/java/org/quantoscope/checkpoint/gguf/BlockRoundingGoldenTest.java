package org.quantoscope.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.BlockRows;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our blocks against the bytes that ggml and llama-quantize --pure wrote (resources/gguf). */
final class BlockRoundingGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/gguf");

    @ParameterizedTest
    @EnumSource
    void writesTheBytesOfGgmlForAMatrixWithOddBlocks(BlockType type) throws Exception {
        try (Checkpoint original =
                        new SafetensorsFormat().open(FOLDER.resolve("blocks.safetensors"));
                Checkpoint golden = new GgufFormat().open(FOLDER.resolve("blocks.gguf"))) {
            TensorInfo expected =
                    named(golden, "w." + type.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(blocks(original.view(original.tensors().getFirst()), type))
                    .isEqualTo(golden.bytes(expected).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesTheBytesOfLlamaQuantizeForEveryMatrixOfAModel(BlockType type) throws Exception {
        try (Checkpoint original = new GgufFormat().open(FOLDER.resolve("stories260k-F32.gguf"));
                Checkpoint golden =
                        new GgufFormat().open(FOLDER.resolve("stories260k-" + type + ".gguf"))) {
            Map<String, byte[]> ours = new HashMap<>();
            Map<String, byte[]> theirs = new HashMap<>();
            for (TensorInfo tensor : golden.tensors()) {
                if (tensor.encoding().equals(type.name())) {
                    // As it lies in the file: q and k in the order of the file, too.
                    TensorInfo source = named(original, tensor.name());
                    ours.put(
                            tensor.name(),
                            blocks(new TensorView.Plain(source, original.bytes(source)), type));
                    theirs.put(tensor.name(), golden.bytes(tensor).toArray(ValueLayout.JAVA_BYTE));
                }
            }
            assertThat(ours).hasSize(31);
            theirs.forEach((name, bytes) -> assertThat(ours.get(name)).as(name).isEqualTo(bytes));
        }
    }

    private static TensorInfo named(Checkpoint checkpoint, String name) {
        return checkpoint.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] blocks(TensorView view, BlockType type) {
        byte[] scalar = blocks(view, type, new ScalarKernels());
        assertThat(blocks(view, type, KernelProvider.choose().kernels()))
                .as("both kernels")
                .isEqualTo(scalar);
        return scalar;
    }

    private static byte[] blocks(TensorView view, BlockType type, Kernels kernels) {
        int columns = (int) view.info().columns();
        int rowBytes = columns / BlockType.WEIGHTS * type.bytes();
        byte[] all = new byte[Math.toIntExact(view.info().rows() * rowBytes)];
        BlockRows blocks = new BlockRows("w", type, kernels);
        RowReader reader = new RowReader(view, kernels);
        float[] weights = new float[columns];
        for (int row = 0; row < reader.rows(); row++) {
            reader.read(row, 1, weights);
            blocks.encode(row, weights, all, row * rowBytes);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void readsTheValuesThatThePreviewShows(BlockType type) throws Exception {
        try (Checkpoint original =
                        new SafetensorsFormat().open(FOLDER.resolve("blocks.safetensors"));
                Checkpoint golden = new GgufFormat().open(FOLDER.resolve("blocks.gguf"))) {
            TensorView view = original.view(original.tensors().getFirst());
            String name = "w." + type.name().toLowerCase(java.util.Locale.ROOT);
            TensorView stored = golden.view(named(golden, name));
            Kernels kernels = new ScalarKernels();
            RowReader reader = new RowReader(stored, kernels);
            float[] expected = new float[reader.columns()];
            QuantizationSpec spec =
                    Preset.RTN.at(new BitWidth(4)).withLayout(BlockLayout.valueOf(type.name()));
            try (WorkerPool pool = new WorkerPool(1)) {
                new TensorQuantizer(kernels, pool)
                        .quantize(
                                view,
                                List.of(
                                        new TensorQuantizer.Setting(
                                                spec, new Salience(spec.alpha(), 0, 0, 1))),
                                new Cancellation(),
                                slice ->
                                        List.of((row, weights, quantized) -> {
                                            reader.read(row, 1, expected);
                                            assertThat(quantized.restored).isEqualTo(expected);
                                        }));
            }
        }
    }
}

package org.quantoscope.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Codes, scales and zero points against those of compressed-tensors (resources/compressed-tensors).
 */
final class PackQuantizedRoundingGoldenTest {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @ParameterizedTest
    @CsvSource({
        "gpt2,4,32,sym",
        "gpt2,4,64,sym",
        "gpt2,4,128,sym",
        "gpt2,8,32,sym",
        "gpt2,8,128,sym",
        "gpt2,4,32,asym",
        "gpt2,4,64,asym",
        "gpt2,4,128,asym",
        "gpt2,8,32,asym",
        "gpt2,8,128,asym",
        "student,4,32,sym",
        "student,4,64,sym",
        "student,8,64,sym",
        "student,8,128,sym",
        "student,4,32,asym",
        "student,4,128,asym",
        "student,8,64,asym",
        "student,8,128,asym"
    })
    void codesAsTheLibraryDoes(String matrix, int bits, int group, String symmetry)
            throws Exception {
        Path file = Path.of("src/test/resources/compressed-tensors/matrices-f32.safetensors");
        String prefix = "%s.f32.w%d.g%d.%s.".formatted(matrix, bits, group, symmetry);
        QuantizationSpec spec =
                Preset.RTN
                        .at(new BitWidth(4))
                        .withLayout(BlockLayout.PACK_QUANTIZED)
                        .withBits(new BitWidth(bits))
                        .withGroupSize(new GroupSize(group))
                        .withParameters(ParameterType.F32)
                        .withScheme(symmetry.equals("sym") ? Scheme.SYMMETRIC : Scheme.ZERO_POINT);
        try (Checkpoint golden = new SafetensorsFormat().open(file)) {
            TensorView original = golden.view(named(golden, matrix + ".input"));
            byte[] codes = bytes(golden, prefix + "codes");
            byte[] zeros = bytes(golden, prefix + "zero_point_unpacked");
            var scales = golden.bytes(named(golden, prefix + "weight_scale"));
            for (Kernels kernels :
                    List.of(new ScalarKernels(), KernelProvider.choose().kernels())) {
                check(
                        original,
                        spec,
                        kernels,
                        (row, quantized) -> {
                            int columns = quantized.codes.length;
                            int half = 1 << bits - 1;
                            int groups = columns / group;
                            for (int i = 0; i < columns; i++) {
                                assertThat((quantized.codes[i] & 0xff) - half)
                                        .isEqualTo(codes[(int) row * columns + i]);
                            }
                            for (int g = 0; g < groups; g++) {
                                long at = row * groups + g;
                                assertThat(quantized.parameters.scale[g])
                                        .isEqualTo(scales.get(FLOAT, 4 * at));
                                assertThat(-half - quantized.parameters.lowest[g])
                                        .isEqualTo(zeros[(int) at]);
                            }
                        });
            }
        }
    }

    private interface RowCheck {
        void row(long row, QuantizedRow quantized);
    }

    private static void check(
            TensorView view, QuantizationSpec spec, Kernels kernels, RowCheck check) {
        try (WorkerPool pool = new WorkerPool(1)) {
            new TensorQuantizer(kernels, pool)
                    .quantize(
                            view,
                            List.of(
                                    new TensorQuantizer.Setting(
                                            spec,
                                            new Salience(spec.alpha(), Float.MAX_VALUE, 0, 1))),
                            new Cancellation(),
                            slice ->
                                    List.of((row, weights, quantized) ->
                                            check.row(row, quantized)));
        }
    }

    private static byte[] bytes(Checkpoint golden, String name) {
        return golden.bytes(named(golden, name)).toArray(ValueLayout.JAVA_BYTE);
    }

    private static TensorInfo named(Checkpoint checkpoint, String name) {
        return checkpoint.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package org.quantoscope.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The same input gives the same bytes, with scalar and vector kernels and any number of threads;
 * runs at three vector widths.
 */
class TensorQuantizerParityTest {
    private static final int ROWS = 530;
    private static final int COLUMNS = 1003;

    private static Kernels fast;

    /**
     * One case.
     *
     * @param type stored type of the tensor
     * @param spec how to quantize it
     */
    record Case(DType type, QuantizationSpec spec) {}

    @BeforeAll
    static void vectorKernels() throws ReflectiveOperationException {
        fast =
                (Kernels)
                        Class.forName("org.quantoscope.kernel.simd.VectorKernels")
                                .getDeclaredConstructor()
                                .newInstance();
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Preset preset : Preset.values()) {
            for (int bits : new int[] {2, 3, 4, 5, 6, 8}) {
                cases.add(new Case(DType.BF16, preset.at(new BitWidth(bits))));
            }
        }
        QuantizationSpec compact = Preset.ADPQ_COMPACT.at(new BitWidth(4));
        QuantizationSpec papers = Preset.ADPQ.at(new BitWidth(4));
        cases.add(new Case(DType.F16, compact));
        cases.add(new Case(DType.F32, papers));
        for (Scheme scheme : Scheme.values()) {
            for (RangeFit fit : RangeFit.values()) {
                QuantizationSpec spec = papers.withScheme(scheme).withFit(fit).withSalientFit(fit);
                cases.add(new Case(DType.BF16, spec.withGroupSize(new GroupSize(16))));
                cases.add(
                        new Case(
                                DType.BF16,
                                spec.withSalientGrid(SalientGrid.LOBES)
                                        .withSalientScope(SalientScope.ROW)
                                        .withSalientBits(Optional.of(new BitWidth(6)))
                                        .withParameters(ParameterType.BF16)));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameBytesWhateverKernelsAndThreads(Case given) {
        TensorView view =
                TestTensors.matrix(
                        "w", given.type(), ROWS, COLUMNS, TestTensors.weights(11, ROWS * COLUMNS));
        String expected = digest(view, given.spec(), new ScalarKernels(), 1);
        for (int threads : new int[] {1, 4}) {
            assertThat(digest(view, given.spec(), fast, threads))
                    .as(threads + " threads")
                    .isEqualTo(expected);
        }
    }

    private static String digest(
            TensorView view, QuantizationSpec spec, Kernels kernels, int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            Cancellation cancellation = Cancellation.none();
            Salience salience =
                    WeightDistribution.of(view, kernels, pool, cancellation)
                            .salience(spec.alpha(), cancellation);
            MessageDigest all = sha256();
            new TensorQuantizer(kernels, pool)
                    .quantize(view, spec, salience, cancellation, Digest::new)
                    .forEach(slice -> all.update(slice.rows.digest()));
            return salience + " " + HexFormat.of().formatHex(all.digest());
        }
    }

    /** Codes, restored values, places and used parameters of the rows of a slice. */
    private static final class Digest implements TensorQuantizer.RowSink {
        private final MessageDigest rows = sha256();

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            rows.update(quantized.codes);
            for (float value : quantized.restored) {
                add(Float.floatToRawIntBits(value));
            }
            for (long word : quantized.salient.words) {
                add((int) word);
                add((int) (word >>> 32));
            }
            add(quantized.parameters, quantized.used);
            add(quantized.salientParameters, quantized.salientUsed);
            add(quantized.underflows);
        }

        private void add(CodeTable table, boolean[] used) {
            for (int i = 0; i < table.size; i++) {
                if (used[i]) {
                    add(Float.floatToRawIntBits(table.scale[i]));
                    add(Float.floatToRawIntBits(table.offset[i]));
                    add(Float.floatToRawIntBits(table.lowest[i]));
                }
            }
        }

        private void add(int value) {
            for (int shift = 0; shift < 32; shift += 8) {
                rows.update((byte) (value >>> shift));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

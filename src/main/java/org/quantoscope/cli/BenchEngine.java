package org.quantoscope.cli;

import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code bench engine}: quantizing, packing and error statistics to memory. */
@Command(
        name = "engine",
        description = "Quantize, pack and sum errors of one bf16 tensor, to memory.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench engine",
            "  quantoscope bench engine --size 4096x4096 --threads 1"
        })
final class BenchEngine extends BenchRun {
    @Option(names = "--size", paramLabel = "RxC", description = "rows and columns")
    private String size = "4096x11008";

    @Override
    String title() {
        return "Quantize + pack + error sums of one bf16 tensor " + size;
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat) {
        long[] sides = size(size);
        try (Arena arena = Arena.ofShared()) {
            TensorView view = new SyntheticWeights().tensor(arena, sides[0], sides[1], 1, pool);
            WeightDistribution distribution =
                    WeightDistribution.of(view, kernels, pool, Cancellation.none());
            cases(sides[1])
                    .forEach((title, spec) ->
                            figures.time(
                                    title,
                                    sides[0] * sides[1],
                                    repeat,
                                    i -> {
                                        Salience salience =
                                                distribution.salience(
                                                        spec.alpha(), Cancellation.none());
                                        new TensorQuantizer(kernels, pool)
                                                .quantize(
                                                        view,
                                                        spec,
                                                        salience,
                                                        Cancellation.none(),
                                                        () ->
                                                                new Packing(
                                                                        kernels,
                                                                        spec.bits().bits()));
                                    }));
        }
    }

    /** The presets of our own package, then RTN of every other layout that rows divide into. */
    private static Map<String, QuantizationSpec> cases(long columns) {
        BitWidth four = new BitWidth(4);
        Map<String, QuantizationSpec> cases = new LinkedHashMap<>();
        for (Preset preset : Preset.values()) {
            cases.put(preset.title() + ", 4 bit", preset.at(four));
        }
        for (BlockLayout layout : BlockLayout.values()) {
            QuantizationSpec spec = Preset.RTN.at(four, layout);
            if (layout != BlockLayout.PACKAGE && columns % layout.rowMultiple(spec) == 0) {
                cases.put("RTN, " + layout.title() + ", " + spec.bits() + " bit", spec);
            }
        }
        return cases;
    }

    /** Packs each row over the one before, and sums its errors. */
    private static final class Packing implements TensorQuantizer.RowSink {
        private final Kernels kernels;
        private final int bits;
        private final ErrorSums errors = new ErrorSums();
        private byte[] packed = {};

        Packing(Kernels kernels, int bits) {
            this.kernels = kernels;
            this.bits = bits;
        }

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            int columns = original.length;
            if (packed.length < columns) {
                packed = new byte[columns];
            }
            kernels.pack(quantized.codes, columns, bits, packed, 0);
            kernels.errorSums(original, quantized.restored, columns, quantized.salient, errors);
        }
    }
}

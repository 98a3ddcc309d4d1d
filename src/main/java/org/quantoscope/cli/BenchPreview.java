package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/** {@code bench preview}: what a user waits for after a slider moves. */
@Command(
        name = "preview",
        description =
                "One bf16 tensor: stage A once, then the exact report after each move of the slider;"
                        + " beside it the time to merely read the tensor.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench preview",
            "  quantoscope bench preview --size 768x3072 --preset adpq-compact"
        })
final class BenchPreview extends BenchRun {
    private static final int SLICE = 1 << 22;

    @Option(names = "--size", paramLabel = "RxC", description = "rows and columns")
    private String size = "4096x11008";

    @Option(names = "--preset", paramLabel = "NAME", description = "only this preset, at 4 bit")
    private @Nullable String preset;

    @Override
    String title() {
        return "Preview of one bf16 tensor " + size;
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat) {
        long[] sides = size(size);
        Preset[] presets = preset == null ? Preset.values() : new Preset[] {preset(preset)};
        long weights = sides[0] * sides[1];
        try (Arena arena = Arena.ofShared()) {
            TensorView.Plain view =
                    new SyntheticWeights().tensor(arena, sides[0], sides[1], 1, pool);
            AtomicLong sum = new AtomicLong();
            figures.time(
                    "limit: read it once",
                    weights,
                    repeat,
                    i -> sum.addAndGet(read(view.data(), pool)));
            LayerAnalyzer analyzer = new LayerAnalyzer(kernels, pool);
            MeasuredTensor[] measured = new MeasuredTensor[1];
            figures.time(
                    "stage A: first look at the tensor",
                    weights,
                    repeat,
                    i ->
                            measured[0] =
                                    analyzer.measure(
                                            view, LayerAnalyzer.DEFAULT_BINS, Cancellation.none()));
            for (Preset each : presets) {
                QuantizationSpec spec = each.at(new BitWidth(4));
                figures.time(
                        "stage B: " + each.title() + ", 4 bit",
                        weights,
                        repeat,
                        i -> analyzer.analyze(measured[0], moved(spec, i), Cancellation.none()));
            }
        }
    }

    /** The specification with its slider somewhere else each time. */
    private static QuantizationSpec moved(QuantizationSpec spec, int step) {
        double alpha = spec.alpha().value();
        return alpha == 0 ? spec : spec.withAlpha(new SalientShare(alpha - 0.0001 * (step % 7)));
    }

    private static long read(MemorySegment data, WorkerPool pool) {
        AtomicLong total = new AtomicLong();
        pool.forEach(
                Math.toIntExact(Math.ceilDiv(data.byteSize(), SLICE)),
                Cancellation.none(),
                slice -> {
                    long from = (long) slice * SLICE;
                    total.addAndGet(sum(data, from, Math.min(data.byteSize(), from + SLICE)));
                });
        return total.get();
    }

    private static long sum(MemorySegment data, long from, long to) {
        long sum = 0;
        for (long at = from; at <= to - 8; at += 8) {
            sum += data.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
        }
        return sum;
    }
}

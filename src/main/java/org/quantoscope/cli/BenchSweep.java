package org.quantoscope.cli;

import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** {@code bench sweep}: 15 shares of salient weights at 5 widths, every point exact. */
@Command(
        name = "sweep",
        description = "Reports of one bf16 tensor at 15 alphas (0 to 0.14) and 2, 3, 4, 5, 6 bit.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench sweep",
            "  quantoscope bench sweep --size 1024x4096 --preset adpq-compact"
        })
final class BenchSweep extends BenchRun {
    private static final int ALPHAS = 15;
    private static final int[] WIDTHS = {2, 3, 4, 5, 6};

    @Option(names = "--size", paramLabel = "RxC", description = "rows and columns")
    private String size = "4096x11008";

    @Option(names = "--preset", paramLabel = "NAME", description = "preset to vary")
    private String preset = Preset.ADPQ.key();

    @Override
    String title() {
        return "Sweep of 75 exact points on one bf16 tensor " + size + ", preset " + preset;
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat) {
        long[] sides = size(size);
        Preset base = preset(preset);
        try (Arena arena = Arena.ofShared()) {
            TensorView view = new SyntheticWeights().tensor(arena, sides[0], sides[1], 1, pool);
            LayerAnalyzer analyzer = new LayerAnalyzer(kernels, pool);
            figures.time(
                    "75 points, first look included",
                    75 * sides[0] * sides[1],
                    Math.min(repeat, 5),
                    i -> sweep(analyzer, view, base));
        }
    }

    private static void sweep(LayerAnalyzer analyzer, TensorView view, Preset base) {
        MeasuredTensor measured =
                analyzer.measure(view, LayerAnalyzer.DEFAULT_BINS, Cancellation.none());
        List<QuantizationSpec> specs = new ArrayList<>();
        for (int width : WIDTHS) {
            for (int i = 0; i < ALPHAS; i++) {
                specs.add(base.at(new BitWidth(width)).withAlpha(new SalientShare(i / 100.0)));
            }
        }
        WorkerPool.Counter nobody = new WorkerPool.Counter(1, Progress.SILENT);
        analyzer.analyze(measured, specs, Cancellation.none(), nobody);
    }
}

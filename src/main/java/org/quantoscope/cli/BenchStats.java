package org.quantoscope.cli;

import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** {@code bench stats}: stage A of a whole checkpoint, warm. */
@Command(
        name = "stats",
        description = "Statistics of the originals (stage A) of bf16 tensors in memory.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench stats",
            "  quantoscope bench stats --weights 1e8 --repeat 5"
        })
final class BenchStats extends BenchRun {
    private static final long ROWS = 4096;
    private static final long COLUMNS = 11008;

    @Option(names = "--weights", paramLabel = "N", description = "weights in all")
    private String weights = "1.1e9";

    @Override
    String title() {
        return "Stage A of " + weights + " bf16 weights in memory, tensors of 4096x11008";
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat) {
        long tensors = Math.max(1, Math.round(weights(weights) / (double) (ROWS * COLUMNS)));
        try (Arena arena = Arena.ofShared()) {
            SyntheticWeights source = new SyntheticWeights();
            List<TensorView> views = new ArrayList<>();
            for (long i = 0; i < tensors; i++) {
                views.add(source.tensor(arena, ROWS, COLUMNS, i, pool));
            }
            LayerAnalyzer analyzer = new LayerAnalyzer(kernels, pool);
            figures.time(
                    "stage A of " + tensors + " tensors",
                    tensors * ROWS * COLUMNS,
                    Math.min(repeat, 7),
                    i ->
                            views.forEach(view ->
                                    analyzer.measure(
                                            view,
                                            LayerAnalyzer.DEFAULT_BINS,
                                            Cancellation.none())));
        }
    }
}

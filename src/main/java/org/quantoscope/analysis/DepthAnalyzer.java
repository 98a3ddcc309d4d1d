package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.List;

/**
 * Looks closer at what a specification does to a tensor: its errors as a distribution and by
 * magnitude, and single rows, columns and groups weight by weight.
 *
 * <p>Exact, through the same quantizer as the export; results do not depend on the number of
 * threads.
 */
public final class DepthAnalyzer {
    /** Number of bins of the histogram of errors. */
    public static final int RESIDUAL_BINS = 257;

    private final Kernels kernels;
    private final WorkerPool pool;

    public DepthAnalyzer(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * The errors of a whole tensor.
     *
     * @param range the histogram reaches from −range to +range
     * @throws org.quantoscope.quant.UnquantizableTensorException if a parameter overflows its type
     */
    public ResidualReport residuals(
            MeasuredTensor measured,
            QuantizationSpec spec,
            float range,
            Cancellation cancellation) {
        BinEdges edges = new BinEdges(-range, range, RESIDUAL_BINS);
        int columns = Math.toIntExact(measured.view().info().columns());
        List<ResidualSink> slices =
                new TensorQuantizer(kernels, pool)
                        .quantize(
                                measured.view(),
                                spec,
                                measured.salience(spec, cancellation),
                                cancellation,
                                () -> new ResidualSink(kernels, edges, columns));
        return ResidualSink.join(spec, edges, slices);
    }

    /**
     * The weights of a window, one by one. Every row of the window is quantized as a whole.
     *
     * @param window few weights: a row, a column, a group
     * @throws org.quantoscope.quant.UnquantizableTensorException if a parameter overflows its type
     */
    public PartReport part(
            MeasuredTensor measured,
            QuantizationSpec spec,
            MatrixWindow window,
            Cancellation cancellation) {
        PartSink sink = new PartSink(window);
        new TensorQuantizer(kernels, pool)
                .quantize(
                        measured.view(),
                        spec,
                        measured.salience(spec, cancellation),
                        window.firstRow(),
                        window.endRow(),
                        cancellation,
                        () -> sink);
        return new PartReport(
                spec,
                window,
                sink.original,
                sink.restored,
                sink.salient,
                sink.scale,
                sink.salientScale,
                sink.levels(),
                sink.salientLevels());
    }
}

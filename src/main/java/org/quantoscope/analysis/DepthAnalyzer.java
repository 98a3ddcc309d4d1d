package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;
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
        return ResidualSink.join(edges, slices);
    }

    /**
     * How far given values are from a whole tensor's.
     *
     * @param values of the same rows and columns
     * @param range the histogram reaches from −range to +range
     */
    public ResidualReport residuals(
            MeasuredTensor measured, TensorView values, float range, Cancellation cancellation) {
        BinEdges edges = new BinEdges(-range, range, RESIDUAL_BINS);
        RowReader reader = new RowReader(measured.view(), kernels);
        RowReader other = new RowReader(values, kernels);
        RowSlices slices = new RowSlices(reader, 0, reader.rows());
        ResidualSink[] sinks = new ResidualSink[slices.count()];
        slices.forEach(
                pool,
                cancellation,
                slice -> {
                    RowCursor others = new RowCursor(other);
                    ResidualSink sink = new ResidualSink(kernels, edges, reader.columns());
                    sinks[slice] = sink;
                    return (row, original) -> sink.add(original, others.row(row));
                });
        return ResidualSink.join(edges, List.of(sinks));
    }

    /**
     * Given values in the place of the weights of a window, one by one; nothing is known of codes.
     *
     * @param window few weights: a row, a column, a group
     * @param values of the same rows and columns
     */
    public PartReport part(MeasuredTensor measured, TensorView values, MatrixWindow window) {
        int size = Math.toIntExact(window.weights());
        float[] nowhere = new float[size];
        Arrays.fill(nowhere, Float.NaN);
        return new PartReport(
                window,
                weights(measured.view(), window),
                weights(values, window),
                new boolean[size],
                nowhere,
                nowhere,
                new float[0],
                new float[0]);
    }

    private float[] weights(TensorView view, MatrixWindow window) {
        float[] weights = new float[Math.toIntExact(window.weights())];
        RowCursor rows = new RowCursor(new RowReader(view, kernels));
        int at = 0;
        for (long row = window.firstRow(); row < window.endRow(); row++) {
            System.arraycopy(rows.row(row), window.firstColumn(), weights, at, window.columns());
            at += window.columns();
        }
        return weights;
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

package org.quantoscope.analysis;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.MomentSums;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;

/**
 * Measures an original by reading its rows, for types with too many values to count each.
 *
 * <p>Sums of rows are kept and added in order, so figures do not depend on the number of threads.
 */
final class RowMoments {
    private final RowReader reader;
    private final RowSlices slices;
    private final Kernels kernels;
    private final WorkerPool pool;

    RowMoments(TensorView view, Kernels kernels, WorkerPool pool) {
        this.reader = new RowReader(view, kernels);
        this.slices = new RowSlices(reader, 0, reader.rows());
        this.kernels = kernels;
        this.pool = pool;
    }

    Moments measure(Cancellation cancellation) {
        int rows = Math.toIntExact(reader.rows());
        long n = reader.rows() * reader.columns();
        MomentSums[] ofRows = new MomentSums[rows];
        long[] zerosOfSlice = new long[slices.count()];
        slices.forEach(
                pool,
                cancellation,
                slice -> {
                    long[] nonZero = new long[(reader.columns() + 63) / 64];
                    return (row, weights) -> {
                        MomentSums sums = new MomentSums();
                        kernels.moments(weights, weights.length, sums);
                        ofRows[(int) row] = sums;
                        zerosOfSlice[slice] +=
                                weights.length
                                        - kernels.classify(weights, weights.length, 0, nonZero);
                    };
                });
        double mean = n == 0 ? 0 : Arrays.stream(ofRows).mapToDouble(row -> row.sum).sum() / n;
        slices.forEach(
                pool,
                cancellation,
                slice ->
                        (row, weights) ->
                                kernels.centralMoments(
                                        weights, weights.length, mean, ofRows[(int) row]));
        float min = n == 0 ? 0 : Float.POSITIVE_INFINITY;
        float max = n == 0 ? 0 : Float.NEGATIVE_INFINITY;
        for (MomentSums row : ofRows) {
            min = Math.min(min, row.min);
            max = Math.max(max, row.max);
        }
        // + 0f: one zero, not two.
        return new Moments(
                n,
                min + 0f,
                max + 0f,
                mean,
                Arrays.stream(ofRows).mapToDouble(row -> row.squares).sum(),
                Arrays.stream(ofRows).mapToDouble(row -> row.second).sum(),
                Arrays.stream(ofRows).mapToDouble(row -> row.third).sum(),
                Arrays.stream(ofRows).mapToDouble(row -> row.fourth).sum(),
                Arrays.stream(zerosOfSlice).sum());
    }

    Histogram histogram(BinEdges edges, Cancellation cancellation) {
        BinCounts[] ofSlices = new BinCounts[slices.count()];
        Arrays.setAll(ofSlices, slice -> new BinCounts(edges));
        slices.forEach(
                pool,
                cancellation,
                slice ->
                        (row, weights) ->
                                kernels.histogram(weights, weights.length, ofSlices[slice]));
        long[] total = new long[edges.bins()];
        for (BinCounts part : ofSlices) {
            for (int i = 0; i < total.length; i++) {
                total[i] += part.counts[i];
            }
        }
        return new Histogram(edges, total);
    }
}

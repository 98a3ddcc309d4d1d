package org.quantoscope.analysis;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;

import java.util.List;

/** What stage B keeps of the rows of one slice; slices are joined in order of their rows. */
final class SliceMeasure implements TensorQuantizer.RowSink {
    private final Kernels kernels;
    private final Salience salience;
    private final BinCounts bins;
    private final GapStatistics gaps = new GapStatistics();
    private final ErrorSums row = new ErrorSums();
    private long[] counts;
    private double squaredError;
    private double salientSquaredError;
    private double squaredRestored;
    private double maxAbsError;
    private long entries;
    private long salientEntries;
    private long positiveSalient;
    private long underflows;

    SliceMeasure(Kernels kernels, BinEdges edges, Salience salience) {
        this.kernels = kernels;
        this.salience = salience;
        this.bins = new BinCounts(edges);
        this.counts = new long[edges.bins()];
    }

    @Override
    public void accept(long rowIndex, float[] original, QuantizedRow quantized) {
        int columns = original.length;
        kernels.errorSums(original, quantized.restored, columns, salience.threshold(), row);
        squaredError += row.squaredError;
        salientSquaredError += row.salientSquaredError;
        squaredRestored += row.squaredRestored;
        maxAbsError = Math.max(maxAbsError, row.maxAbsError);
        kernels.histogramOfCodes(
                quantized.codes,
                quantized.restored,
                quantized.salient,
                columns,
                quantized.parameters,
                quantized.salientParameters,
                bins);
        gaps.addRow(quantized.salient, columns);
        if (quantized.salientCount > 0) {
            positiveSalient += kernels.countAbove(original, columns, salience.threshold());
        }
        entries += used(quantized.used, quantized.parameters);
        salientEntries += used(quantized.salientUsed, quantized.salientParameters);
        underflows += quantized.underflows;
    }

    private static int used(boolean[] used, CodeTable table) {
        int count = 0;
        for (int i = 0; i < table.size; i++) {
            count += used[i] ? 1 : 0;
        }
        return count;
    }

    static SliceMeasure inOrder(
            List<SliceMeasure> slices, Kernels kernels, BinEdges edges, Salience salience) {
        SliceMeasure all = new SliceMeasure(kernels, edges, salience);
        for (SliceMeasure slice : slices) {
            all.squaredError += slice.squaredError;
            all.salientSquaredError += slice.salientSquaredError;
            all.squaredRestored += slice.squaredRestored;
            all.maxAbsError = Math.max(all.maxAbsError, slice.maxAbsError);
            all.entries += slice.entries;
            all.salientEntries += slice.salientEntries;
            all.positiveSalient += slice.positiveSalient;
            all.underflows += slice.underflows;
            all.gaps.append(slice.gaps);
            for (int i = 0; i < all.counts.length; i++) {
                all.counts[i] += slice.bins.counts[i];
            }
        }
        return all;
    }

    QuantizationError error(double sumSquares, long weights) {
        double n = Math.max(1, weights);
        double nmse = squaredError == 0 ? 0 : squaredError / sumSquares;
        // Σŵw from the three sums at hand: Σ(ŵ−w)² = Σŵ² − 2Σŵw + Σw².
        double product = (squaredRestored + sumSquares - squaredError) / 2;
        double norms = Math.sqrt(squaredRestored) * Math.sqrt(sumSquares);
        long salient = salience.salientCount();
        return new QuantizationError(
                squaredError / n,
                nmse,
                -10 * Math.log10(nmse),
                maxAbsError,
                norms == 0 ? (squaredRestored == sumSquares ? 1 : 0) : product / norms,
                salient == 0 ? 0 : salientSquaredError / salient,
                weights == salient
                        ? 0
                        : (squaredError - salientSquaredError) / (weights - salient));
    }

    long[] counts() {
        return counts;
    }

    GapStatistics gaps() {
        return gaps;
    }

    long entries() {
        return entries;
    }

    long salientEntries() {
        return salientEntries;
    }

    long positiveSalient() {
        return positiveSalient;
    }

    long underflows() {
        return underflows;
    }
}

package org.quantoscope.analysis;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;

import java.util.Arrays;

/**
 * What stage B keeps of one tensor under one specification.
 *
 * <p>Sums in double are kept per slice and added in order of the slices; whole numbers are added as
 * slices end.
 */
final class SpecMeasure {
    private final Kernels kernels;
    private final Salience salience;
    private final SalientPlaces places;
    private final double[] squaredError;
    private final double[] salientSquaredError;
    private final double[] squaredRestored;
    private final long[] counts;
    private double maxAbsError;
    private long entries;
    private long salientEntries;
    private long underflows;

    SpecMeasure(
            Kernels kernels,
            BinEdges edges,
            Salience salience,
            SalientPlaces places,
            int sliceCount) {
        this.kernels = kernels;
        this.salience = salience;
        this.places = places;
        this.squaredError = new double[sliceCount];
        this.salientSquaredError = new double[sliceCount];
        this.squaredRestored = new double[sliceCount];
        this.counts = new long[edges.bins()];
    }

    /**
     * Opens a slice, on the thread that runs it.
     *
     * @param bins empty
     * @param salient the slice of this specification's places
     */
    TensorQuantizer.RowSink open(int index, BinCounts bins, SalientPlaces.Slice salient) {
        return new Slice(index, bins, salient);
    }

    private synchronized void add(Slice slice) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += slice.bins.counts[i];
        }
        maxAbsError = Math.max(maxAbsError, slice.maxAbsError);
        entries += slice.entries;
        salientEntries += slice.salientEntries;
        underflows += slice.underflows;
    }

    private final class Slice implements TensorQuantizer.RowSink {
        private final int index;
        private final BinCounts bins;
        private final SalientPlaces.Slice salient;
        private final ErrorSums row = new ErrorSums();
        private double maxAbsError;
        private long entries;
        private long salientEntries;
        private long underflows;

        Slice(int index, BinCounts bins, SalientPlaces.Slice salient) {
            this.index = index;
            this.bins = bins;
            this.salient = salient;
        }

        @Override
        public void accept(long rowIndex, float[] original, QuantizedRow quantized) {
            int columns = original.length;
            kernels.errorSums(original, quantized.restored, columns, quantized.salient, row);
            squaredError[index] += row.squaredError;
            salientSquaredError[index] += row.salientSquaredError;
            squaredRestored[index] += row.squaredRestored;
            maxAbsError = Math.max(maxAbsError, row.maxAbsError);
            kernels.histogramOfCodes(
                    quantized.codes,
                    quantized.restored,
                    quantized.salient,
                    columns,
                    quantized.parameters,
                    bins);
            salient.add(rowIndex, original, quantized);
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

        @Override
        public void end() {
            salient.end();
            add(this);
        }
    }

    QuantizationError error(double sumSquares, long weights) {
        double n = Math.max(1, weights);
        double error = Arrays.stream(squaredError).reduce(0, Double::sum);
        double salientError = Arrays.stream(salientSquaredError).reduce(0, Double::sum);
        double restored = Arrays.stream(squaredRestored).reduce(0, Double::sum);
        double nmse = error == 0 ? 0 : error / sumSquares;
        // Σŵw from the three sums at hand: Σ(ŵ−w)² = Σŵ² − 2Σŵw + Σw².
        double product = (restored + sumSquares - error) / 2;
        double norms = Math.sqrt(restored) * Math.sqrt(sumSquares);
        long salient = salience.salientCount();
        return new QuantizationError(
                error / n,
                nmse,
                -10 * Math.log10(nmse),
                maxAbsError,
                norms == 0 ? (restored == sumSquares ? 1 : 0) : product / norms,
                salient == 0 ? 0 : salientError / salient,
                weights == salient ? 0 : (error - salientError) / (weights - salient));
    }

    Salience salience() {
        return salience;
    }

    SalientPlaces places() {
        return places;
    }

    long[] counts() {
        return counts;
    }

    long entries() {
        return entries;
    }

    long salientEntries() {
        return salientEntries;
    }

    long underflows() {
        return underflows;
    }
}

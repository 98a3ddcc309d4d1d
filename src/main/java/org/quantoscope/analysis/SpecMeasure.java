package org.quantoscope.analysis;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;

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
    private final ErrorTotals totals;
    private final long[] counts;
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
        this.totals = new ErrorTotals(sliceCount);
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
        entries += slice.entries;
        salientEntries += slice.salientEntries;
        underflows += slice.underflows;
    }

    private final class Slice implements TensorQuantizer.RowSink {
        private final int index;
        private final BinCounts bins;
        private final SalientPlaces.Slice salient;
        private final ErrorSums row = new ErrorSums();
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
            totals.add(index, row);
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
        return totals.error(sumSquares, weights, salience.salientCount());
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

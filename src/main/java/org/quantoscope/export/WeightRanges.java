package org.quantoscope.export;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

/**
 * How far the weights of a tensor and of its groups reach.
 *
 * @param absMax largest magnitude; infinite where a weight is NaN or infinite
 * @param least smallest magnitude or span, other than 0, of a group's extremes; infinite where
 *     there is none
 * @param vanishing weights other than 0 that the narrowest type rounds to 0
 * @param coarse weights that it stores with fewer digits than it has, being below its least normal
 *     number, and that lose some
 */
record WeightRanges(float absMax, float least, long vanishing, long coarse) {
    /** Largest number of F16. */
    static final float LARGEST_HALF = 65504f;

    /** Smallest number of F16 above 0. */
    static final float SMALLEST_HALF = 0x1p-24f;

    /** Smallest number of BF16 above 0. */
    static final float SMALLEST_BF16 = 0x1p-133f;

    /**
     * Reads the weights once.
     *
     * @param narrowest type that values are rounded to
     */
    static WeightRanges of(
            TensorView view,
            int groupSize,
            DType narrowest,
            Kernels kernels,
            WorkerPool pool,
            Cancellation cancellation) {
        RowReader reader = new RowReader(view, kernels);
        RowSlices slices = new RowSlices(reader, 0, reader.rows());
        Slice[] seen = new Slice[slices.count()];
        slices.forEach(
                pool,
                cancellation,
                slice -> seen[slice] = new Slice(kernels, reader.columns(), groupSize, narrowest));
        WeightRanges all = new WeightRanges(0, Float.POSITIVE_INFINITY, 0, 0);
        for (Slice slice : seen) {
            all =
                    new WeightRanges(
                            Math.max(all.absMax, slice.absMax),
                            Math.min(all.least, slice.least),
                            all.vanishing + slice.small.vanishing(),
                            all.coarse + slice.small.coarse());
        }
        return all;
    }

    /** The rows of one slice. */
    private static final class Slice implements RowSlices.RowVisitor {
        private static final int EXPONENT = 0x7f800000;

        private final Kernels kernels;
        private final int columns;
        private final int groupSize;
        private final float[] low;
        private final float[] high;
        private final float[] none;
        private final SmallValues small;
        private float absMax;
        private float least = Float.POSITIVE_INFINITY;

        Slice(Kernels kernels, int columns, int groupSize, DType narrowest) {
            this.kernels = kernels;
            this.columns = columns;
            this.groupSize = groupSize;
            int groups = Math.ceilDiv(columns, groupSize);
            low = new float[groups];
            high = new float[groups];
            none = new float[groups];
            small = new SmallValues(narrowest);
        }

        @Override
        public void visit(long row, float[] weights) {
            int largest = 0;
            for (int i = 0; i < columns; i++) {
                largest = Math.max(largest, Float.floatToRawIntBits(weights[i]) & ~(1 << 31));
            }
            small.count(weights, columns);
            // Comparisons of floats would pass NaN over; as integers they are above infinity.
            absMax =
                    largest >= EXPONENT
                            ? Float.POSITIVE_INFINITY
                            : Math.max(absMax, Float.intBitsToFloat(largest));
            kernels.groupRanges(
                    weights,
                    columns,
                    groupSize,
                    Float.POSITIVE_INFINITY,
                    false,
                    low,
                    high,
                    none,
                    none);
            for (int group = 0; group < low.length; group++) {
                float span = high[group] - low[group];
                float reach = Math.max(Math.abs(low[group]), Math.abs(high[group]));
                least = span > 0 ? Math.min(least, span) : least;
                least = reach > 0 ? Math.min(least, reach) : least;
            }
        }
    }
}

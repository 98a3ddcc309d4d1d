package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER_BITS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;

/**
 * Bins of many values.
 *
 * <p>A position in fine steps, a power of two of them per bin, names the bin of every value that
 * does not round to an edge; {@link BinEdges#binOf} decides for those that do.
 */
final class HistogramLoops {
    private static final int BLOCK = BinCounts.STAGED;

    /** Steps over all bins, at most: a float position is then off by less than half a step. */
    private static final int STEPS = 1 << 21;

    private HistogramLoops() {}

    static void histogram(float[] values, int count, BinCounts into) {
        int[] bins = into.bins;
        int[] counts = into.counts;
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            bins(values, from, size, into.edges, bins);
            for (int i = 0; i < size; i++) {
                counts[bins[i]]++;
            }
        }
    }

    /** Writes the bins of {@code size} values. */
    static void bins(float[] values, int from, int size, BinEdges edges, int[] bins) {
        float perWidth = (float) edges.perWidth();
        // Tiny or huge ranges leave the reach of float positions; a single bin needs none.
        boolean within = edges.bins() > 1 && perWidth > 0x1p-80f && perWidth < 0x1p80f;
        int done = within ? wide(values, from, size, edges, perWidth, bins) : 0;
        for (int i = done; i < size; i++) {
            bins[i] = edges.binOf(values[from + i]);
        }
    }

    private static int wide(
            float[] values, int from, int size, BinEdges edges, float perWidth, int[] bins) {
        float low = edges.low();
        int shift = Integer.numberOfTrailingZeros(Integer.highestOneBit(STEPS / edges.bins()));
        float perStep = perWidth * (1 << shift);
        // Half a bin in from both ends, so that whatever lies outside is clamped off the edges.
        int first = ROUNDER_BITS + (1 << shift >> 1);
        int last = ROUNDER_BITS + (edges.bins() - 1 << shift) + (1 << shift >> 1);
        int withinBin = (1 << shift) - 1;
        int i = 0;
        for (; i <= size - WIDTH; i += WIDTH) {
            FloatVector step =
                    FloatVector.fromArray(FLOATS, values, from + i).sub(low).mul(perStep);
            // The bits of such sums order like the numbers, however far outside these lie.
            IntVector bits = step.add(ROUNDER).reinterpretAsInts().max(first).min(last);
            IntVector steps = bits.sub(ROUNDER_BITS);
            steps.lanewise(VectorOperators.LSHR, shift).intoArray(bins, i);
            long onEdge = steps.and(withinBin).compare(VectorOperators.EQ, 0).toLong();
            if (onEdge != 0) {
                decide(onEdge, values, from + i, edges, bins, i);
            }
        }
        return i;
    }

    private static void decide(
            long lanes, float[] values, int at, BinEdges edges, int[] bins, int into) {
        for (long left = lanes; left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            bins[into + lane] = edges.binOf(values[at + lane]);
        }
    }
}

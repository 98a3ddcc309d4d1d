package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER_BITS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.BinEdges;

/**
 * Bins of many values.
 *
 * <p>A float position names the bin of every value that is not close to an edge; {@link
 * BinEdges#binOf} decides for vectors with a lane that is.
 */
final class HistogramLoops {
    private static final int BLOCK = 512;

    private HistogramLoops() {}

    static void histogram(float[] values, int count, BinEdges edges, int[] counts) {
        int[] bins = new int[Math.min(BLOCK, count)];
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            bins(values, from, size, edges, bins);
            for (int i = 0; i < size; i++) {
                counts[bins[i]]++;
            }
        }
    }

    /** Writes the bins of the first {@code size} values. */
    static void bins(float[] values, int size, BinEdges edges, int[] bins) {
        bins(values, 0, size, edges, bins);
    }

    private static void bins(float[] values, int from, int size, BinEdges edges, int[] bins) {
        float perWidth = (float) edges.perWidth();
        // Tiny or huge ranges leave the reach of float positions; a single bin needs none.
        boolean within = edges.bins() > 1 && perWidth > 0x1p-100f && perWidth < 0x1p100f;
        int done = within ? wide(values, from, size, edges, perWidth, bins) : 0;
        for (int i = done; i < size; i++) {
            bins[i] = edges.binOf(values[from + i]);
        }
    }

    private static int wide(
            float[] values, int from, int size, BinEdges edges, float perWidth, int[] bins) {
        float low = edges.low();
        FloatVector first = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector last = FloatVector.broadcast(FLOATS, edges.bins() - 0.25f);
        // The position has a relative error below 2^-22; edges lie on whole positions.
        float safe = 0.5f - edges.bins() * 0x1p-20f;
        int i = 0;
        for (; i <= size - WIDTH; i += WIDTH) {
            FloatVector position =
                    FloatVector.fromArray(FLOATS, values, from + i).sub(low).mul(perWidth);
            FloatVector atLeast = position.blend(first, position.lt(first));
            FloatVector middle = atLeast.blend(last, last.lt(atLeast)).sub(0.5f);
            FloatVector sum = middle.add(ROUNDER);
            sum.reinterpretAsInts().sub(ROUNDER_BITS).intoArray(bins, i);
            FloatVector beside = middle.sub(sum.sub(ROUNDER)).abs();
            if (!beside.compare(VectorOperators.LE, safe).allTrue()) {
                exactly(values, from + i, edges, bins, i);
            }
        }
        return i;
    }

    private static void exactly(float[] values, int at, BinEdges edges, int[] bins, int into) {
        for (int lane = 0; lane < WIDTH; lane++) {
            bins[into + lane] = edges.binOf(values[at + lane]);
        }
    }
}

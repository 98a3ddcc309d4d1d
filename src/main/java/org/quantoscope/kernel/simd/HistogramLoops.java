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
        int[] bins = new int[BLOCK];
        float perWidth = (float) edges.perWidth();
        // Tiny or huge ranges leave the reach of float positions; a single bin needs none.
        boolean within = edges.bins() > 1 && perWidth > 0x1p-100f && perWidth < 0x1p100f;
        int bound = within ? count - count % WIDTH : 0;
        for (int from = 0; from < bound; from += BLOCK) {
            int to = Math.min(bound, from + BLOCK);
            bins(values, from, to, edges, perWidth, bins);
            for (int i = 0; i < to - from; i++) {
                counts[bins[i]]++;
            }
        }
        for (int i = bound; i < count; i++) {
            counts[edges.binOf(values[i])]++;
        }
    }

    private static void bins(
            float[] values, int from, int to, BinEdges edges, float perWidth, int[] bins) {
        float low = edges.low();
        FloatVector first = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector last = FloatVector.broadcast(FLOATS, edges.bins() - 0.25f);
        // The position has a relative error below 2^-22; edges lie on whole positions.
        float safe = 0.5f - edges.bins() * 0x1p-20f;
        for (int i = from; i < to; i += WIDTH) {
            FloatVector position = FloatVector.fromArray(FLOATS, values, i).sub(low).mul(perWidth);
            FloatVector atLeast = position.blend(first, position.lt(first));
            FloatVector middle = atLeast.blend(last, last.lt(atLeast)).sub(0.5f);
            FloatVector sum = middle.add(ROUNDER);
            sum.reinterpretAsInts().sub(ROUNDER_BITS).intoArray(bins, i - from);
            FloatVector beside = middle.sub(sum.sub(ROUNDER)).abs();
            if (!beside.compare(VectorOperators.LE, safe).allTrue()) {
                exactly(values, i, edges, bins, i - from);
            }
        }
    }

    private static void exactly(float[] values, int at, BinEdges edges, int[] bins, int into) {
        for (int lane = 0; lane < WIDTH; lane++) {
            bins[into + lane] = edges.binOf(values[at + lane]);
        }
    }
}

package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;

/**
 * Counts of values in equal-width bins (method.md §5).
 *
 * @param edges the bins; those of the original, before and after quantization
 * @param counts weights per bin; not modified after construction
 */
public record Histogram(BinEdges edges, long[] counts) {
    /** Number of bins. */
    public int bins() {
        return counts.length;
    }

    /** Lower edge of bin {@code i}; {@code i == bins()} gives the upper end. */
    public double edge(int i) {
        return edges.edge(i);
    }

    /** The bin that {@code weight} falls into; end bins take what lies outside. */
    public int binOf(float weight) {
        return edges.binOf(weight);
    }

    /** Weights in the fullest bin. */
    public long peak() {
        long peak = 0;
        for (long count : counts) {
            peak = Math.max(peak, count);
        }
        return peak;
    }

    public long total() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}

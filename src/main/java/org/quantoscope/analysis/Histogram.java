package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;

/**
 * Counts of values in equal-width bins (method.md §5).
 *
 * @param edges the bins; those of the original, before and after quantization
 * @param counts weights per bin; not modified after construction
 */
public record Histogram(BinEdges edges, long[] counts) {
    public long total() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}

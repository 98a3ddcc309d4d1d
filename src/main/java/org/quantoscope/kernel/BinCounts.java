package org.quantoscope.kernel;

/** How many values fell into each bin, with the scratch of the loops that count. Of one thread. */
public final class BinCounts {
    /** Values that {@link Kernels#histogramOfCodes} bins at once. */
    public static final int STAGED = 512;

    public final BinEdges edges;

    /** One count per bin. */
    public final int[] counts;

    /** Scratch: members of each code of the parameter sets at hand. */
    public final long[] members = new long[2 * STAGED];

    /** Scratch: the same of the salient class. */
    public final long[] salientMembers = new long[2 * STAGED];

    /** Scratch: values, and then their bins. */
    public final float[] values = new float[2 * STAGED];

    public final int[] bins = new int[2 * STAGED];

    public BinCounts(BinEdges edges) {
        this.edges = edges;
        this.counts = new int[edges.bins()];
    }
}

package org.quantoscope.kernel;

/** How many values fell into each bin, with the scratch of the loops that count. Of one thread. */
public final class BinCounts {
    /** Values that {@link Kernels#histogramOfCodes} bins at once. */
    public static final int STAGED = 512;

    public final BinEdges edges;

    /** One count per bin. */
    public final int[] counts;

    /** Scratch: members of each code of the parameter sets at hand. */
    public final long[] members;

    /** Scratch: values, and then their bins. */
    public final float[] values;

    public final int[] bins;

    public BinCounts(BinEdges edges) {
        this.edges = edges;
        counts = new int[edges.bins()];
        members = new long[2 * STAGED];
        values = new float[2 * STAGED];
        bins = new int[2 * STAGED];
    }

    private BinCounts(BinCounts other) {
        edges = other.edges;
        counts = new int[edges.bins()];
        members = other.members;
        values = other.values;
        bins = other.bins;
    }

    /** Empty counts over the same bins, for the same thread: they share the scratch. */
    public BinCounts another() {
        return new BinCounts(this);
    }
}

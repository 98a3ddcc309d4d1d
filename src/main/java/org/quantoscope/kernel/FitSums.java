package org.quantoscope.kernel;

/**
 * Sums over one class of weights in one group, taken with the codes of one parameter set.
 *
 * <p>x is the weight, or its magnitude for a two-lobed class; q its code before any offset. Sums
 * run in double over {@link Kernels#STRIPES} interleaved stripes, so that every implementation
 * gives the same bits.
 */
public final class FitSums {
    /** Members of the class. */
    public long count;

    /** Σ (restored − w)². */
    public double squaredError;

    /** Σ x. */
    public double x;

    /** Σ x·q. */
    public double xq;

    /** Σ q and Σ q², exact. */
    public long q;

    public long qq;
}

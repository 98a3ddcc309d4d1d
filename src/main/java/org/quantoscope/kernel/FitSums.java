package org.quantoscope.kernel;

/**
 * Sums over one class of weights in one group, taken with the codes of one parameter set.
 *
 * <p>x is the weight, or its magnitude for a two-lobed class; q its code before any offset. Sums
 * run in double over {@link Kernels#STRIPES} interleaved stripes, so that every implementation
 * gives the same bits. One per thread.
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

    /** Weights that an implementation stages at once. */
    public static final int STAGED = 512;

    /** Scratch of implementations: three rows of {@link #STAGED} values. */
    public final float[] staged = new float[3 * STAGED];

    /** Scratch of implementations: three times {@link Kernels#STRIPES} sums. */
    public final double[] stripes = new double[3 * Kernels.STRIPES];
}

package org.quantoscope.kernel;

/** Sums over one row of an original, in double over {@link Kernels#STRIPES} interleaved stripes. */
public final class MomentSums {
    /** Σ w, Σ w². */
    public double sum;

    public double squares;

    /** Smallest and largest weight; +∞ and −∞ where the row is empty. */
    public float min;

    public float max;

    /** Σ (w − mean)² , ³ and ⁴, once a mean is known. */
    public double second;

    public double third;
    public double fourth;
}

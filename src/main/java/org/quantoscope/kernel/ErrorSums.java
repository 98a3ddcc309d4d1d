package org.quantoscope.kernel;

/** Error sums over one row, in double over {@link Kernels#STRIPES} interleaved stripes. */
public final class ErrorSums {
    /** Σ (restored − w)² over all weights. */
    public double squaredError;

    /** The part of {@link #squaredError} that salient weights contribute. */
    public double salientSquaredError;

    /** Σ restored². */
    public double squaredRestored;

    /** max |restored − w|. */
    public double maxAbsError;
}

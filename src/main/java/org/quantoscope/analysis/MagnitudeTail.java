package org.quantoscope.analysis;

import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.WeightDistribution;

import java.util.Arrays;

/**
 * How many weights are at least how large: the tail of |w|, from the distribution of stage A.
 *
 * <p>Of 16-bit tensors every magnitude that occurs is a point; of F32 the lower ends of buckets of
 * the upper 16 magnitude bits are, at most 0.4 % apart. The counts are exact at every point.
 *
 * @param magnitudes ascending; 0 first where it occurs
 * @param atLeast number of weights with |w| ≥ the magnitude
 * @param squaresAtLeast Σw² of those; of F32 from the middles of the buckets, within 0.4 %
 * @param weights number of weights
 */
public record MagnitudeTail(
        float[] magnitudes, long[] atLeast, double[] squaresAtLeast, long weights) {
    /** Steps of α in recipes that come from a threshold: 0.001 %. */
    private static final double PER_SHARE = 1e5;

    /** The tail of a distribution. */
    public static MagnitudeTail of(WeightDistribution distribution) {
        int keys = distribution.magnitudeKeys();
        float[] magnitudes = new float[keys];
        long[] atLeast = new long[keys];
        double[] squares = new double[keys];
        long count = 0;
        double sum = 0;
        int at = keys;
        for (int key = keys - 1; key >= 0; key--) {
            long here = distribution.magnitudeCount(key);
            if (here > 0) {
                double from = distribution.magnitude(key);
                double middle =
                        distribution.isExactPerValue()
                                ? from
                                : (from + distribution.magnitude(key + 1)) / 2;
                count += here;
                sum += here * middle * middle;
                at--;
                magnitudes[at] = (float) from;
                atLeast[at] = count;
                squares[at] = sum;
            }
        }
        return new MagnitudeTail(
                Arrays.copyOfRange(magnitudes, at, keys),
                Arrays.copyOfRange(atLeast, at, keys),
                Arrays.copyOfRange(squares, at, keys),
                count);
    }

    /** Number of points. */
    public int size() {
        return magnitudes.length;
    }

    /** Share of weights at point {@code i} or beyond. */
    public double share(int i) {
        return (double) atLeast[i] / weights;
    }

    /**
     * Number of weights at the first point beyond {@code threshold} or further: those with |w| &gt;
     * threshold, but for the rest of an F32 bucket.
     */
    public long countBeyond(double threshold) {
        int i = firstBeyond(threshold);
        return i == size() ? 0 : atLeast[i];
    }

    /** Share of Σw² that the largest {@code count} weights hold, as far as points tell. */
    public double squaresOfLargest(long count) {
        int i = firstWithAtMost(count);
        return i == size() || squaresAtLeast[0] == 0 ? 0 : squaresAtLeast[i] / squaresAtLeast[0];
    }

    /**
     * The α whose threshold is about {@code threshold}: the share beyond it, in steps of 0.001 %,
     * at most the largest α.
     */
    public SalientShare alphaAt(double threshold) {
        double share = (double) countBeyond(threshold) / Math.max(1, weights);
        // Rounded up: floor(α·n) must not fall below the count.
        double stepped = Math.ceil(share * PER_SHARE - 1e-6) / PER_SHARE;
        return new SalientShare(Math.min(SalientShare.MAX, stepped));
    }

    /** The smallest threshold that any α reaches, as far as points tell. */
    public float lowestThreshold() {
        int i = firstWithAtMost((long) (SalientShare.MAX * weights));
        return magnitudes.length == 0 ? 0 : magnitudes[Math.max(0, i - 1)];
    }

    public float largest() {
        return magnitudes.length == 0 ? 0 : magnitudes[magnitudes.length - 1];
    }

    private int firstBeyond(double threshold) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (magnitudes[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int firstWithAtMost(long count) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (atLeast[middle] <= count) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}

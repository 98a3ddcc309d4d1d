package org.quantoscope.analysis;

import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.TensorInfo;

/**
 * Range and power sums of an original, in double.
 *
 * @param count n
 * @param min smallest value; 0 for an empty tensor
 * @param max largest value; 0 for an empty tensor
 * @param mean Σw/n
 * @param squares Σw²
 * @param second Σ(w−mean)²
 * @param third Σ(w−mean)³
 * @param fourth Σ(w−mean)⁴
 * @param zeros number of exact zeros
 */
record Moments(
        long count,
        float min,
        float max,
        double mean,
        double squares,
        double second,
        double third,
        double fourth,
        long zeros) {

    /** From how often each of the 65,536 values of a 16-bit type occurs. */
    static Moments ofCounts(WeightDistribution counts) {
        long n = counts.weightCount();
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (int pattern = 0; pattern < 65536; pattern++) {
            long count = counts.patternCount(pattern);
            if (count > 0) {
                // + 0f: one zero, not two.
                float value = counts.patternValue(pattern) + 0f;
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += (double) count * value;
                squares += count * ((double) value * value);
            }
        }
        double mean = n == 0 ? 0 : sum / n;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int pattern = 0; pattern < 65536; pattern++) {
            long count = counts.patternCount(pattern);
            if (count > 0) {
                double d = counts.patternValue(pattern) - mean;
                second += count * (d * d);
                third += count * (d * d * d);
                fourth += count * (d * d * (d * d));
            }
        }
        long zeros = counts.patternCount(0) + counts.patternCount(0x8000);
        return new Moments(
                n, n == 0 ? 0 : min, n == 0 ? 0 : max, mean, squares, second, third, fourth, zeros);
    }

    WeightStats toStats(TensorInfo tensor, Histogram histogram) {
        double n = Math.max(1, count);
        double variance = second / n;
        boolean constant = !(variance > 0);
        return new WeightStats(
                tensor,
                min,
                max,
                mean,
                Math.sqrt(variance),
                constant ? 0 : third / n / Math.pow(variance, 1.5),
                constant ? 0 : fourth / n / (variance * variance) - 3,
                squares,
                zeros,
                histogram);
    }
}

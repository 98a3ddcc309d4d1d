package org.quantoscope.quant;

/**
 * Which weights of a tensor are salient: those with |w| &gt; {@code threshold}, strictly (method.md
 * §2).
 *
 * @param asked share asked for
 * @param threshold T = √λ', the k-th largest magnitude counting from 0, k = floor(α·n)
 * @param salientCount number of salient weights; less than k where magnitudes tie
 * @param weightCount n
 */
public record Salience(SalientShare asked, float threshold, long salientCount, long weightCount) {
    /** Share achieved: the largest that does not exceed the one asked for. */
    public double achieved() {
        return weightCount == 0 ? 0 : (double) salientCount / weightCount;
    }

    /** λ' = T², in double. */
    public double lambda() {
        return (double) threshold * threshold;
    }
}

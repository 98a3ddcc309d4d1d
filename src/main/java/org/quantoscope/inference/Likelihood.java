package org.quantoscope.inference;

import org.quantoscope.kernel.ForwardKernels;

/**
 * What the logits of one position say.
 *
 * <p>Exponentials are float32 against the largest logit; their sums are doubles. Owns the room for
 * them: one per thread.
 */
final class Likelihood {
    private final ForwardKernels kernels;
    private final float[] powers;
    private int best;
    private double sum;
    private double logSum;

    Likelihood(ForwardKernels kernels, int vocabulary) {
        this.kernels = kernels;
        this.powers = new float[vocabulary];
    }

    /** Index of the largest of {@code count} logits; the first of equals. */
    static int argmax(ForwardKernels kernels, float[] logits, int at, int count) {
        float most = kernels.max(logits, at, count);
        for (int i = 0; i < count; i++) {
            if (logits[at + i] == most) {
                return i;
            }
        }
        return 0;
    }

    /** Takes the logits of a position, from {@code at} on. */
    void of(float[] logits, int at) {
        int count = powers.length;
        best = argmax(kernels, logits, at, count);
        float most = logits[at + best];
        System.arraycopy(logits, at, powers, 0, count);
        kernels.exp(powers, 0, count, most);
        sum = kernels.sum(powers, 0, count);
        logSum = most + Math.log(sum);
    }

    /** The likeliest token. */
    int best() {
        return best;
    }

    /** −ln of the probability of a token with this logit. */
    double negativeLog(float logit) {
        return logSum - logit;
    }

    /**
     * KL(these ‖ those) in nats.
     *
     * @param logits that {@link #of} took
     * @param those what the other model says of the same position
     */
    double divergence(float[] logits, float[] others, int at, Likelihood those) {
        double mean = kernels.weightedDifference(powers, logits, others, at, powers.length) / sum;
        return Math.max(0, mean - logSum + those.logSum);
    }
}

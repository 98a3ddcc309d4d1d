package org.quantoscope.inference;

/**
 * Log-probabilities of one position's logits, summed in double.
 *
 * <p>Exponentials are float32 against the largest logit; their sum runs in four stripes of doubles.
 */
final class Likelihood {
    private Likelihood() {}

    /** Index of the largest of {@code count} logits; the first of equals. */
    static int argmax(float[] logits, int at, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (logits[at + i] > logits[at + best]) {
                best = i;
            }
        }
        return best;
    }

    /** ln Σ exp(logit), by exponentials in double. */
    static double logSumExp(float[] logits, int at, int count, float most) {
        double sum0 = 0;
        double sum1 = 0;
        int i = 0;
        for (; i < count - 1; i += 2) {
            sum0 += Math.exp((double) logits[at + i] - most);
            sum1 += Math.exp((double) logits[at + i + 1] - most);
        }
        if (i < count) {
            sum0 += Math.exp((double) logits[at + i] - most);
        }
        return most + Math.log(sum0 + sum1);
    }
}

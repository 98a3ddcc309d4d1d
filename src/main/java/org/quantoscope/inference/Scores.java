package org.quantoscope.inference;

import java.util.Arrays;

/**
 * How well one model predicts a text.
 *
 * @param windowNll mean negative log-likelihood of each window's scored tokens, nats
 * @param tokenNll that of each scored token, window after window
 * @param nll mean over all scored tokens, nats
 */
public record Scores(double[] windowNll, double[] tokenNll, double nll) {
    /** How many tokens were scored. */
    public long scored() {
        return tokenNll.length;
    }

    /** exp of the mean negative log-likelihood. */
    public double perplexity() {
        return Math.exp(nll);
    }

    /** Standard error of {@link #nll} over windows; NaN of a single one. */
    public double nllError() {
        int count = windowNll.length;
        double mean = Arrays.stream(windowNll).average().orElse(0);
        double squares = Arrays.stream(windowNll).map(x -> (x - mean) * (x - mean)).sum();
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
    }

    /** Standard error of {@link #perplexity}, to first order. */
    public double perplexityError() {
        return perplexity() * nllError();
    }
}

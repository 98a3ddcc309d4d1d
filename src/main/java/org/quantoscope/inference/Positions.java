package org.quantoscope.inference;

import java.util.ArrayList;
import java.util.List;

/** What is kept of every scored position, in the order of the text. */
final class Positions {
    private final double[] original;
    private final double[][] nll;
    private final double[][] divergence;
    private final double[][] delta;
    private final boolean[][] agrees;

    Positions(int scored, int variants) {
        original = new double[scored];
        nll = new double[variants][scored];
        divergence = new double[variants][scored];
        delta = new double[variants][scored];
        agrees = new boolean[variants][scored];
    }

    /** Sets what the original says; threads may set different positions at once. */
    void setOriginal(int position, double negativeLog) {
        original[position] = negativeLog;
    }

    /**
     * Sets what a variant says of a position whose original is set.
     *
     * @param kl of its prediction from the original's, nats
     * @param same whether both hold the same token likeliest
     */
    void setVariant(int variant, int position, double negativeLog, double kl, boolean same) {
        nll[variant][position] = negativeLog;
        divergence[variant][position] = kl;
        delta[variant][position] = Math.exp(-negativeLog) - Math.exp(-original[position]);
        agrees[variant][position] = same;
    }

    Evaluation evaluation(List<Convention.Window> windows) {
        List<Evaluation.Variant> variants = new ArrayList<>();
        for (int i = 0; i < nll.length; i++) {
            long agreeing = 0;
            double squares = 0;
            for (int position = 0; position < original.length; position++) {
                agreeing += agrees[i][position] ? 1 : 0;
                squares += delta[i][position] * delta[i][position];
            }
            variants.add(
                    new Evaluation.Variant(
                            scores(nll[i], windows),
                            LogitDivergence.of(divergence[i], agreeing, squares)));
        }
        return new Evaluation(scores(original, windows), variants);
    }

    private static Scores scores(double[] values, List<Convention.Window> windows) {
        double[] means = new double[windows.size()];
        double total = 0;
        int at = 0;
        for (int i = 0; i < means.length; i++) {
            int count = windows.get(i).scored();
            double sum = 0;
            for (int position = at; position < at + count; position++) {
                sum += values[position];
            }
            means[i] = sum / count;
            total += sum;
            at += count;
        }
        return new Scores(means, values, total / at);
    }
}

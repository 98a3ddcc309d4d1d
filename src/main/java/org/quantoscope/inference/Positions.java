package org.quantoscope.inference;

import org.quantoscope.kernel.ForwardKernels;

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

    /**
     * Sets one position; threads may set different ones at once.
     *
     * @param variant its number; -1 for the original alone
     * @param others the variant's logits
     */
    void set(
            ForwardKernels kernels,
            int position,
            int variant,
            int token,
            float[] logits,
            float[] others,
            int at,
            int vocabulary) {
        Likelihood first = new Likelihood(kernels, vocabulary);
        first.of(logits, at);
        original[position] = first.negativeLog(logits[at + token]);
        if (variant < 0) {
            return;
        }
        Likelihood second = new Likelihood(kernels, vocabulary);
        second.of(others, at);
        nll[variant][position] = second.negativeLog(others[at + token]);
        divergence[variant][position] = first.divergence(logits, others, at, second);
        delta[variant][position] =
                Math.exp(-nll[variant][position]) - Math.exp(-original[position]);
        agrees[variant][position] = first.best() == second.best();
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
        return new Scores(means, at, total / at);
    }
}

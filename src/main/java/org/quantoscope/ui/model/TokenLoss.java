package org.quantoscope.ui.model;

/**
 * A token of a text and how well two models predicted it.
 *
 * @param text that it stands for; empty for a part of a character that a later token completes
 * @param original negative log-likelihood in nats; NaN where the token was not scored
 * @param recipe the same under the recipe
 */
public record TokenLoss(String text, double original, double recipe) {
    public boolean scored() {
        return !Double.isNaN(original);
    }

    /** What the recipe lost on it, nats; NaN where it was not scored. */
    public double loss() {
        return recipe - original;
    }
}

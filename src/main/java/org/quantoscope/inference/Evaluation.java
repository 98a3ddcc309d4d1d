package org.quantoscope.inference;

import java.util.List;

/**
 * A text scored by the original and by its variants.
 *
 * @param variants in the order in which they were given
 */
public record Evaluation(Scores original, List<Variant> variants) {
    public record Variant(Scores scores, LogitDivergence divergence) {}
}

package org.quantoscope.ui.model;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.WeightStats;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;

/**
 * Everything on screen about one tensor, of one question.
 *
 * @param tensor which
 * @param decision what the recipe decided for it
 * @param original statistics of the original; absent for types that cannot be analysed
 * @param report what the specification does to it, or what another checkpoint holds in its place;
 *     absent where it is kept or missing there
 * @param control round-to-nearest at about the same stored bits, where asked for
 */
public record Preview(
        TensorInfo tensor,
        Recipe.Decision decision,
        Optional<WeightStats> original,
        Optional<LayerReport> report,
        Optional<LayerReport> control) {
    /** What a specification of ours does to it; empty where another checkpoint gives the values. */
    public Optional<LayerReport> quantized() {
        return report.filter(it -> it.givenBy().isEmpty());
    }

    /** Why there is nothing {@link #quantized()}: one line. */
    public String reason() {
        return report.isPresent() && quantized().isEmpty()
                ? Texts.text("beside.no-codes", decision.reason())
                : decision.reason();
    }
}

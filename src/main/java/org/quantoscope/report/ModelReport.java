package org.quantoscope.report;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report says.
 *
 * @param name of the model
 * @param facts about the source, in order
 * @param report what the recipe makes of every tensor
 * @param controls round-to-nearest at about the same stored bits, by name of the tensor
 * @param recipeJson the recipe, for whoever wants to repeat it
 * @param version of the program
 */
public record ModelReport(
        String name,
        List<Fact> facts,
        CheckpointReport report,
        Map<String, LayerReport> controls,
        String recipeJson,
        String version) {

    public ModelReport {
        facts = List.copyOf(facts);
        controls = Map.copyOf(controls);
    }

    /** Round-to-nearest beside a quantized tensor. */
    Optional<LayerReport> control(String name) {
        return Optional.ofNullable(controls.get(name));
    }

    /** One fact in words. */
    public record Fact(String label, String value) {}
}

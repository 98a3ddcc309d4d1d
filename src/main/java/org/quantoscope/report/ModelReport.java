package org.quantoscope.report;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;

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
 * @param tradeOff what other specifications cost and lose on the quantized tensors; none where
 *     there are none
 * @param recipeJson the recipe, for whoever wants to repeat it
 * @param version of the program
 */
public record ModelReport(
        String name,
        List<Fact> facts,
        CheckpointReport report,
        Map<String, LayerReport> controls,
        Optional<TradeOff> tradeOff,
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

    /** What the recipe costs and loses on the tensors of the trade-off, to be drawn into it. */
    Optional<TradeOff.Cost> present() {
        List<TradeOff.Cost> costs = report.layers().stream().map(TradeOff.Cost::of).toList();
        return tradeOff.filter(it -> it.tensors().size() == costs.size() && !costs.isEmpty())
                .map(it -> TradeOff.Cost.over(costs));
    }

    /** One fact in words. */
    public record Fact(String label, String value) {}
}

package org.quantoscope.ui.layers;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.ui.model.Freshness;

import java.util.List;
import java.util.Optional;

/**
 * What the columns of one line show.
 *
 * @param outcomes of the tensor or of the block's tensors
 * @param bits stored bits per weight; NaN where unknown
 * @param weightKl weight KL in nats, of a block the mean over its weights; NaN where there is none
 * @param sqnrDb signal-to-noise ratio in dB; NaN where there is none
 * @param salientShare share of salient weights achieved; NaN where there is none
 * @param note why there are no figures: kept or refused, with the reason
 * @param known how many of a block's tensors the figures are about
 * @param members how many tensors a block has; 0 for a tensor
 * @param stale whether the recipe has changed since, and new figures are on their way
 */
record RowFigures(
        List<TensorOutcome> outcomes,
        double bits,
        double weightKl,
        double sqnrDb,
        double salientShare,
        Optional<Note> note,
        int known,
        int members,
        boolean stale) {
    static final RowFigures UNKNOWN =
            new RowFigures(
                    List.of(),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Optional.empty(),
                    0,
                    0,
                    false);

    /**
     * Words in place of figures.
     *
     * @param text short, for the cell
     * @param reason one line, on hover
     * @param error whether something went wrong
     */
    record Note(String text, String reason, boolean error) {}

    static RowFigures of(TensorOutcome outcome) {
        return switch (outcome) {
            case TensorOutcome.Quantized(var decision, LayerReport report) ->
                    new RowFigures(
                            List.of(outcome),
                            report.bitsStored(),
                            report.divergence().weightKl(),
                            report.error().sqnrDb(),
                            report.givenBy().isPresent()
                                    ? Double.NaN
                                    : report.salience().achieved(),
                            Optional.empty(),
                            0,
                            0,
                            false);
            case TensorOutcome.Kept kept ->
                    without(
                            outcome,
                            new Note(
                                    SpecText.brief(kept.decision().spec()),
                                    kept.decision().reason(),
                                    false));
            case TensorOutcome.Refused refused ->
                    without(outcome, new Note(word(refused), refused.message(), true));
        };
    }

    /** A recipe refuses nothing that it keeps: then it is the other checkpoint that lacks it. */
    private static String word(TensorOutcome.Refused refused) {
        return refused.decision().spec() instanceof TensorSpec.Keep
                ? refused.decision().reason()
                : "refused";
    }

    static RowFigures sum(List<RowFigures> members) {
        List<TensorOutcome> outcomes =
                members.stream().flatMap(member -> member.outcomes().stream()).toList();
        List<LayerReport> reports =
                outcomes.stream()
                        .filter(TensorOutcome.Quantized.class::isInstance)
                        .map(outcome -> ((TensorOutcome.Quantized) outcome).report())
                        .toList();
        if (reports.isEmpty()) {
            return UNKNOWN;
        }
        CheckpointReport.Totals totals = CheckpointReport.totalsOf(outcomes);
        double weights = totals.quantizedWeights();
        double divergence = 0;
        double salient = 0;
        for (LayerReport report : reports) {
            divergence += report.divergence().weightKl() * report.tensor().elementCount() / weights;
            salient += report.salience().salientCount() / weights;
        }
        return new RowFigures(
                outcomes,
                totals.bitsStored(),
                divergence,
                -10 * Math.log10(totals.nmse()),
                reports.stream().anyMatch(it -> it.givenBy().isPresent()) ? Double.NaN : salient,
                Optional.empty(),
                (int) members.stream().filter(it -> !it.outcomes().isEmpty()).count(),
                members.size(),
                members.stream().anyMatch(RowFigures::stale));
    }

    RowFigures withStale(boolean value) {
        return value == stale
                ? this
                : new RowFigures(
                        outcomes,
                        bits,
                        weightKl,
                        sqnrDb,
                        salientShare,
                        note,
                        known,
                        members,
                        value);
    }

    /** Whether some tensors of the block are missing in its figures. */
    boolean partial() {
        return known < members;
    }

    /** Whether another specification would give other figures; unknown ones are never stale. */
    boolean isStaleFor(TensorSpec spec) {
        return outcomes.stream()
                .anyMatch(
                        it -> !(it instanceof TensorOutcome.Refused) && !Freshness.isOf(spec, it));
    }

    private static RowFigures without(TensorOutcome outcome, Note note) {
        return new RowFigures(
                List.of(outcome),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Optional.of(note),
                0,
                0,
                false);
    }
}

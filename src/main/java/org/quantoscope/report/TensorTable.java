package org.quantoscope.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TableTag;
import j2html.tags.specialized.TdTag;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.SpecText;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every tensor with its figures; a cell keeps all digits for sorting and on hover. */
final class TensorTable {
    private static final List<String> HEADINGS =
            List.of(
                    "Tensor",
                    "Role",
                    "Shape",
                    "Type",
                    "Becomes",
                    "Stored bits",
                    "SQNR dB",
                    "NMSE",
                    "max |e|",
                    "Weight KL nats",
                    "Salient %",
                    "RTN ×");

    private TensorTable() {}

    static TableTag of(ModelReport model) {
        return table(
                        thead(tr(each(HEADINGS, heading -> th(heading)))),
                        tbody(
                                each(
                                        model.report().outcomes(),
                                        outcome ->
                                                row(
                                                        outcome,
                                                        model.control(outcome.tensor().name())))))
                .withClass("sortable");
    }

    private static DomContent row(TensorOutcome outcome, Optional<LayerReport> control) {
        var tensor = outcome.tensor();
        var row =
                tr(
                        td(tensor.name()),
                        td(tensor.role().key()),
                        number(tensor.shape().toString(), tensor.elementCount()),
                        td(tensor.encoding())
                                .withTitle("reference = " + SourceReference.of(tensor)));
        if (!(outcome instanceof TensorOutcome.Quantized(var decision, LayerReport report))) {
            return row.with(td(fate(outcome)).withTitle(outcome.decision().reason()))
                    .with(each(HEADINGS.subList(5, HEADINGS.size()), heading -> td("—")));
        }
        double ratio =
                control.map(rtn -> rtn.error().nmse() / report.error().nmse()).orElse(Double.NaN);
        return row.with(
                td(brief(report.spec())).withTitle(words(report.spec())),
                number(Figures.fixed(report.bitsStored(), 3), report.bitsStored()),
                number(Figures.fixed(report.error().sqnrDb(), 2), report.error().sqnrDb()),
                number(Figures.significant(report.error().nmse(), 4), report.error().nmse()),
                number(
                        Figures.significant(report.error().maxAbsError(), 4),
                        report.error().maxAbsError()),
                number(
                                Figures.significant(report.divergence().weightKl(), 4),
                                report.divergence().weightKl())
                        .withTitle(
                                report.divergence().weightKl()
                                        + " over "
                                        + report.divergence().bins()
                                        + " bins"),
                number(
                        Figures.fixed(100 * report.salience().achieved(), 3),
                        100 * report.salience().achieved()),
                number(Figures.fixed(ratio, 2), ratio)
                        .withTitle(control.map(TensorTable::described).orElse("")));
    }

    private static String fate(TensorOutcome outcome) {
        return switch (outcome) {
            case TensorOutcome.Refused refused -> "refused";
            case TensorOutcome.Kept(var tensor, Recipe.Decision decision, var bytes) ->
                    decision.spec() instanceof TensorSpec.Store(var type)
                            ? "stored as " + type.dtype()
                            : "kept";
            case TensorOutcome.Quantized quantized -> brief(quantized.report().spec());
        };
    }

    private static TdTag number(String text, double value) {
        if (Double.isNaN(value)) {
            return td("—");
        }
        return td(text).withClass("number")
                .withTitle(Double.toString(value))
                .attr("data-value", Double.toString(value));
    }

    private static String described(LayerReport control) {
        return brief(control.spec())
                + ", "
                + Figures.fixed(control.bitsStored(), 3)
                + " bits, NMSE "
                + control.error().nmse();
    }

    private static String brief(QuantizationSpec spec) {
        return SpecText.brief(spec);
    }

    /** Every parameter, in the words of the command line. */
    private static String words(QuantizationSpec spec) {
        return SpecField.ALL.stream()
                .map(field -> field.key() + " " + field.textOf(spec))
                .collect(Collectors.joining(", "));
    }
}

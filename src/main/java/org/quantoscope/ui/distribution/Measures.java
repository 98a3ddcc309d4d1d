package org.quantoscope.ui.distribution;

import static org.quantoscope.ui.control.Figures.count;
import static org.quantoscope.ui.control.Figures.fixed;
import static org.quantoscope.ui.control.Figures.percent;
import static org.quantoscope.ui.control.Figures.significant;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The numbers of a report in three groups, in the order of the screen. */
final class Measures {
    private Measures() {}

    static final List<Measure> ERROR =
            List.of(
                    Measure.of("nmse", r -> r.error().nmse(), v -> significant(v, 4)),
                    Measure.of("sqnr", r -> r.error().sqnrDb(), v -> fixed(v, 2)),
                    Measure.of("maxabs", r -> r.error().maxAbsError(), v -> significant(v, 4)),
                    Measure.of("cosine", r -> r.error().cosine(), v -> fixed(v, 6)),
                    Measure.of("bitsstored", r -> r.bitsStored(), v -> fixed(v, 3)),
                    salient("bitspaper", r -> r.bitsPaper(), v -> fixed(v, 3)),
                    Measure.words(
                            "places",
                            r ->
                                    r.givenBy().isPresent()
                                            ? Figures.NONE
                                            : places(r.size().places().key())),
                    salient("underflows", r -> r.underflows(), v -> count(Math.round(v))));

    static final List<Measure> SALIENCE =
            List.of(
                    salient("alphaasked", r -> r.salience().asked().value(), v -> percent(v, 3)),
                    salient("alphaachieved", r -> r.salience().achieved(), v -> percent(v, 3)),
                    salient(
                            "salientcount",
                            r -> r.salience().salientCount(),
                            v -> count(Math.round(v))),
                    salient("threshold", r -> r.salience().threshold(), v -> significant(v, 5)),
                    salient("lambda", r -> r.salience().lambda(), v -> significant(v, 5)),
                    salient("salientmse", r -> r.error().salientMse(), v -> significant(v, 4)),
                    salient("othermse", r -> r.error().otherMse(), v -> significant(v, 4)));

    static final List<Measure> DISTRIBUTION =
            List.of(
                    Measure.of("kl", r -> r.divergence().weightKl(), v -> fixed(v, 5)),
                    Measure.of("js", r -> r.divergence().weightJs(), v -> fixed(v, 5)),
                    Measure.of("bins", r -> r.divergence().bins(), v -> count(Math.round(v))),
                    Measure.of(
                            "entropybefore", r -> r.divergence().entropyBefore(), v -> fixed(v, 3)),
                    Measure.of(
                            "entropyafter", r -> r.divergence().entropyAfter(), v -> fixed(v, 3)));

    /** Nothing is salient where another checkpoint gives the values. */
    private static Measure salient(
            String key, ToDoubleFunction<LayerReport> number, DoubleFunction<String> format) {
        return Measure.of(
                key,
                report -> report.givenBy().isPresent() ? Double.NaN : number.applyAsDouble(report),
                value -> Double.isNaN(value) ? Figures.NONE : format.apply(value));
    }

    private static String places(String key) {
        return Texts.textOr("places." + key, key);
    }
}

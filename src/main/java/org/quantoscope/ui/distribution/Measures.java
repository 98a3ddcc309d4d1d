package org.quantoscope.ui.distribution;

import static org.quantoscope.ui.control.Figures.count;
import static org.quantoscope.ui.control.Figures.fixed;
import static org.quantoscope.ui.control.Figures.percent;
import static org.quantoscope.ui.control.Figures.significant;

import org.quantoscope.ui.control.Texts;

import java.util.List;

/** The numbers of a report in three groups, in the order of the screen. */
final class Measures {
    private Measures() {}

    static final List<Measure> ERROR =
            List.of(
                    new Measure("nmse", r -> significant(r.error().nmse(), 4)),
                    new Measure("sqnr", r -> fixed(r.error().sqnrDb(), 2)),
                    new Measure("maxabs", r -> significant(r.error().maxAbsError(), 4)),
                    new Measure("cosine", r -> fixed(r.error().cosine(), 6)),
                    new Measure("bitsstored", r -> fixed(r.bitsStored(), 3)),
                    new Measure("bitspaper", r -> fixed(r.bitsPaper(), 3)),
                    new Measure("places", r -> places(r.size().places().key())),
                    new Measure("underflows", r -> count(r.underflows())));

    static final List<Measure> SALIENCE =
            List.of(
                    new Measure("alphaasked", r -> percent(r.salience().asked().value(), 3)),
                    new Measure("alphaachieved", r -> percent(r.salience().achieved(), 3)),
                    new Measure("salientcount", r -> count(r.salience().salientCount())),
                    new Measure("threshold", r -> significant(r.salience().threshold(), 5)),
                    new Measure("lambda", r -> significant(r.salience().lambda(), 5)),
                    new Measure("salientmse", r -> significant(r.error().salientMse(), 4)),
                    new Measure("othermse", r -> significant(r.error().otherMse(), 4)));

    static final List<Measure> DISTRIBUTION =
            List.of(
                    new Measure("kl", r -> fixed(r.divergence().weightKl(), 5)),
                    new Measure("js", r -> fixed(r.divergence().weightJs(), 5)),
                    new Measure("bins", r -> count(r.divergence().bins())),
                    new Measure("entropybefore", r -> fixed(r.divergence().entropyBefore(), 3)),
                    new Measure("entropyafter", r -> fixed(r.divergence().entropyAfter(), 3)));

    private static String places(String key) {
        return Texts.textOr("places." + key, key);
    }
}

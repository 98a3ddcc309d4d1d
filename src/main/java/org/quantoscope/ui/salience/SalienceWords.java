package org.quantoscope.ui.salience;

import org.quantoscope.quant.Salience;
import org.quantoscope.ui.chart.CellReading;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.SalienceLook;
import org.quantoscope.ui.text.Texts;

/** What is said of a tensor's salient weights, and of a cell of their map. */
final class SalienceWords {
    private SalienceWords() {}

    /** Share and threshold. */
    static String brief(SalienceLook look) {
        return Texts.text(
                "salience.brief",
                Figures.percent(look.salience().achieved(), 2),
                Figures.significant(look.salience().threshold(), 4));
    }

    /** How many of how many, share, and threshold, also in standard deviations. */
    static String facts(SalienceLook look) {
        Salience salience = look.salience();
        return Texts.text(
                "salience.facts",
                Figures.count(salience.salientCount()),
                Figures.count(salience.weightCount()),
                Figures.percent(salience.achieved(), 3),
                Figures.significant(salience.threshold(), 4),
                Figures.fixed(salience.threshold() / look.stats().std(), 2));
    }

    /** What a cell holds: a weight, or how many of its weights are salient. */
    static String of(CellReading cell) {
        if (cell.value().isPresent()) {
            return Texts.text(
                    cell.salient() > 0 ? "salience.reading.salient" : "salience.reading.other",
                    Figures.count(cell.firstRow()),
                    Figures.count(cell.firstColumn()),
                    Figures.significant(cell.value().getAsDouble(), 5));
        }
        return Texts.text(
                "salience.reading",
                Figures.count(cell.firstRow()),
                Figures.count(cell.endRow() - 1),
                Figures.count(cell.firstColumn()),
                Figures.count(cell.endColumn() - 1),
                Figures.count(cell.salient()),
                Figures.count(cell.weights()),
                Figures.percent((double) cell.salient() / cell.weights(), 1));
    }
}

package org.quantoscope.ui.salience;

import org.quantoscope.quant.SalientShare;
import org.quantoscope.ui.chart.SeriesChart;
import org.quantoscope.ui.model.SalienceLook;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;

/** Σw² of the largest weights against their share, with the shares of both recipes. */
final class EnergyChart extends SeriesChart {
    EnergyChart() {
        super(
                "energy",
                new SeriesChart.Kind(
                        Texts.text("salience.energy.x"),
                        Texts.text("salience.energy.y"),
                        false,
                        false,
                        true,
                        true));
    }

    /** Shows how much of Σw² a share of the weights holds. */
    void show(SalienceLook look, boolean stale) {
        double[] shares = look.energy();
        double[] alphas = new double[shares.length];
        for (int i = 0; i < alphas.length; i++) {
            alphas[i] = SalientShare.MAX * i / (alphas.length - 1);
        }
        double most = shares[shares.length - 1];
        setHome(0, SalientShare.MAX, 0, Math.min(1, 1.1 * most + 0.01));
        show(
                List.of(
                        new SeriesChart.Series(
                                Texts.text("salience.energy"),
                                SeriesChart.Tone.SALIENT,
                                alphas,
                                shares)),
                stale);
        List<SeriesChart.Mark> marks = new ArrayList<>();
        look.held()
                .map(it -> it.salience().achieved())
                .ifPresent(it -> marks.add(new SeriesChart.Mark(it, SeriesChart.Tone.HELD, "B")));
        marks.add(new SeriesChart.Mark(look.salience().achieved(), SeriesChart.Tone.SALIENT, ""));
        mark(marks);
    }
}

package org.quantoscope.ui.salience;

import org.quantoscope.analysis.MagnitudeTail;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.chart.TailChart;
import org.quantoscope.ui.model.SalienceLook;
import org.quantoscope.ui.model.WorkbenchModel;

import java.util.Optional;

/**
 * Turns moves of the threshold into changes of α in the recipe: one step of undo per drag, one per
 * key.
 *
 * <p>α is the parameter and T follows from it: a wish for a threshold becomes the share of weights
 * beyond it.
 */
final class ThresholdMoves implements TailChart.Listener {
    /** Of the parameter's step, what a key with Shift moves. */
    private static final double FINE = 0.1;

    private final WorkbenchModel model;
    private Optional<MagnitudeTail> tail = Optional.empty();

    ThresholdMoves(WorkbenchModel model) {
        this.model = model;
    }

    void show(Optional<SalienceLook> look) {
        tail = look.map(SalienceLook::tail);
    }

    @Override
    public void begin() {
        model.beginGesture();
    }

    @Override
    public void moved(double threshold) {
        tail.ifPresent(it -> set(it.alphaAt(threshold).value()));
    }

    @Override
    public void end() {
        model.endGesture();
    }

    @Override
    public void stepped(int direction, boolean finely) {
        SpecField.Range range = SpecField.ALPHA.range().orElseThrow();
        double step = finely ? FINE * range.step() : range.step();
        model.editor()
                .editedProperty()
                .get()
                .spec()
                .map(QuantizationSpec::alpha)
                .map(SalientShare::value)
                // A larger threshold is a smaller share.
                .ifPresent(alpha -> set((Math.round(alpha / step) - direction) * step));
    }

    private void set(double alpha) {
        SpecField.Range range = SpecField.ALPHA.range().orElseThrow();
        double rounded = Math.round(Math.clamp(alpha, range.min(), range.max()) * 1e5) / 1e5;
        model.editor().set(SpecField.ALPHA, Double.toString(rounded));
    }
}

package org.quantoscope.ui.tuning;

import javafx.scene.Node;

import org.quantoscope.quant.QuantizationSpec;

/** The control of one parameter. */
interface Knob {
    Node node();

    /**
     * Shows a specification's value.
     *
     * @param mixed whether the selected tensors differ in it
     */
    void show(QuantizationSpec spec, boolean mixed);

    /** Sets what is said on hover. */
    void showTip(String text);
}

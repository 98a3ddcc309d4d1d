package org.quantoscope.ui.tuning;

import javafx.scene.Node;

import org.quantoscope.quant.QuantizationSpec;

/** The control of one parameter. */
interface Knob {
    Node node();

    /** Whether it shows its own title and takes a line of its own below it. */
    boolean hasTitle();

    /** Disables what can be changed, but not the title, which says why. */
    void setDisable(boolean value);

    /**
     * Shows a specification's value.
     *
     * @param mixed whether the selected tensors differ in it
     */
    void show(QuantizationSpec spec, boolean mixed);

    /** Sets what is said on hover. */
    void showTip(String text);
}

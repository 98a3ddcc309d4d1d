package org.quantoscope.ui.control;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

import org.quantoscope.ui.text.Texts;

/** A word of a legend behind a chip of its colour, explained on hover. */
public final class LegendLabel extends Label {
    /**
     * @param key its text; its explanation is the text {@code key.hint}
     * @param color name of the colour: the chip has the style class {@code color-chip}
     */
    public LegendLabel(String key, String color) {
        super(Texts.text(key));
        Region chip = new Region();
        chip.getStyleClass().addAll("legend-chip", color + "-chip");
        setGraphic(chip);
        getStyleClass().add("legend");
        setMinWidth(USE_PREF_SIZE);
        Tips.set(this, Texts.text(key + ".hint"));
    }
}

package org.quantoscope.ui.control;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;

/** Frames of which one is on screen, each with the same buttons in its line that choose it. */
public final class FrameSwitch extends StackPane {
    /**
     * @param prefix of the buttons' texts, for example {@code salience.show}; with dashes for dots
     *     also of the identifiers of those in the first frame
     * @param keys one per frame; its button's text is {@code prefix.key}, its explanation {@code
     *     prefix.key.hint}
     */
    public FrameSwitch(String prefix, List<String> keys, ChartFrame... frames) {
        List<List<ToggleButton>> buttons = new ArrayList<>();
        for (ChartFrame frame : frames) {
            ToggleGroup group = new ToggleGroup();
            HBox line = new HBox();
            line.getStyleClass().add("frame-switch");
            List<ToggleButton> own = new ArrayList<>();
            for (String key : keys) {
                int index = own.size();
                ToggleButton button = new ToggleButton(Texts.text(prefix + "." + key));
                button.getStyleClass().add("small");
                button.setToggleGroup(group);
                button.setMinWidth(USE_PREF_SIZE);
                Tips.set(button, Texts.text(prefix + "." + key + ".hint"));
                button.setOnAction(event -> show(index, buttons, frames));
                if (buttons.isEmpty()) {
                    button.setId(prefix.replace('.', '-') + "-" + key);
                }
                own.add(button);
                line.getChildren().add(button);
            }
            buttons.add(own);
            frame.with(line);
            getChildren().add(frame);
        }
        show(0, buttons, frames);
    }

    private static void show(int index, List<List<ToggleButton>> buttons, ChartFrame... frames) {
        for (int i = 0; i < frames.length; i++) {
            frames[i].setVisible(i == index);
            List<ToggleButton> own = buttons.get(i);
            for (int j = 0; j < own.size(); j++) {
                own.get(j).setSelected(j == index);
            }
        }
    }
}

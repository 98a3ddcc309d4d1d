package org.quantoscope.ui.salience;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Texts;

import java.util.ArrayList;
import java.util.List;

/** Frames of which one is on screen, each with the same buttons in its line that choose it. */
final class Switch extends StackPane {
    /**
     * @param keys one per frame; the button's text is {@code salience.show.<key>}
     */
    Switch(List<String> keys, ChartFrame... frames) {
        List<List<ToggleButton>> buttons = new ArrayList<>();
        for (ChartFrame frame : frames) {
            ToggleGroup group = new ToggleGroup();
            HBox line = new HBox();
            line.getStyleClass().add("frame-switch");
            List<ToggleButton> own = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                int index = i;
                ToggleButton button = new ToggleButton(Texts.text("salience.show." + keys.get(i)));
                button.getStyleClass().add("small");
                button.setToggleGroup(group);
                button.setMinWidth(USE_PREF_SIZE);
                button.setOnAction(event -> show(index, buttons, frames));
                own.add(button);
                line.getChildren().add(button);
            }
            buttons.add(own);
            frame.with(line);
            getChildren().add(frame);
        }
        buttons.getFirst().get(1).setId("salience-show-" + keys.get(1));
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

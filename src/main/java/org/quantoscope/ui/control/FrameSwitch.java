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
    private final List<ChartFrame> frames;
    private final List<HBox> lines = new ArrayList<>();
    private final List<List<ToggleButton>> buttons = new ArrayList<>();

    /**
     * @param prefix of the buttons' texts, for example {@code salience.show}; with dashes for dots
     *     also of the identifiers of those in the first frame
     * @param keys one per frame; its button's text is {@code prefix.key}, its explanation {@code
     *     prefix.key.hint}
     */
    public FrameSwitch(String prefix, List<String> keys, ChartFrame... frames) {
        this.frames = List.of(frames);
        for (ChartFrame frame : frames) {
            List<ToggleButton> own = buttons(prefix, keys);
            HBox line = new HBox();
            line.getStyleClass().add("frame-switch");
            line.getChildren().addAll(own);
            buttons.add(own);
            lines.add(line);
            frame.with(line);
            getChildren().add(frame);
        }
        show(0);
    }

    private List<ToggleButton> buttons(String prefix, List<String> keys) {
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> own = new ArrayList<>();
        for (String key : keys) {
            int index = own.size();
            ToggleButton button = new ToggleButton(Texts.text(prefix + "." + key));
            button.getStyleClass().add("small");
            button.setToggleGroup(group);
            button.setMinWidth(USE_PREF_SIZE);
            Tips.set(button, Texts.text(prefix + "." + key + ".hint"));
            button.setOnAction(event -> show(index));
            if (buttons.isEmpty()) {
                button.setId(prefix.replace('.', '-') + "-" + key);
            }
            own.add(button);
        }
        return own;
    }

    /** Brings a frame on screen. */
    public void show(int index) {
        for (int i = 0; i < frames.size(); i++) {
            frames.get(i).setVisible(i == index);
            List<ToggleButton> own = buttons.get(i);
            for (int j = 0; j < own.size(); j++) {
                own.get(j).setSelected(j == index);
            }
        }
    }

    /** Offers the choice, or leaves it out where there is nothing to choose. */
    public void setChoice(boolean possible) {
        lines.forEach(line -> {
            line.setVisible(possible);
            line.setManaged(possible);
        });
    }
}

package org.quantoscope.ui.tradeoff;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.function.Consumer;

/** Factors on the errors of tensors, typed, pasted or read from a file. */
final class FactorsBox extends VBox {
    private final TextArea text = new TextArea();

    /**
     * @param open asks for a file and hands its text over, if there is one
     */
    FactorsBox(Consumer<Consumer<String>> open) {
        setId("budget-factors");
        setSpacing(4);
        Label hint = new Label(Texts.text("budget.factors.explained"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        hint.setLabelFor(text);
        text.setId("budget-factors-text");
        text.setPrefRowCount(1);
        text.setMinHeight(28);
        text.setPrefHeight(30);
        text.setWrapText(true);
        text.setPromptText(Texts.text("budget.factors.prompt"));
        text.setAccessibleText(Texts.text("budget.factors"));
        Tips.set(text, Texts.text("budget.factors.hint"));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line =
                new HBox(
                        6,
                        text,
                        button("open", () -> open.accept(text::setText)),
                        button("clear", text::clear));
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(hint, line);
    }

    /** As it is typed; blank for none. */
    String json() {
        return text.getText();
    }

    private static Button button(String key, Runnable action) {
        Button button = new Button(Texts.text("budget.factors." + key));
        button.setId("budget-factors-" + key);
        button.getStyleClass().add("small");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(button, Texts.text("budget.factors." + key + ".hint"));
        button.setOnAction(event -> action.run());
        return button;
    }
}

package org.quantoscope.app;

import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.text.Texts;

/** Two toggles of the tool bar: A beside B, and B in place of A. */
final class CompareBar extends HBox {
    CompareBar(Comparison comparison, CompareCommands commands) {
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(4);
        getStyleClass().add("compare-bar");
        ToggleButton split = toggle("compare-split", Texts.text("compare.split.button"));
        describe(split, commands.split);
        split.setOnAction(event -> {
            commands.split.action().run();
            show(split, comparison);
        });
        comparison.holdingProperty().subscribe(held -> show(split, comparison));
        comparison.splitProperty().subscribe(both -> show(split, comparison));
        ToggleButton flicker = toggle("compare-flicker", Texts.text("compare.flicker.button"));
        describe(flicker, commands.flicker);
        flicker.selectedProperty().bindBidirectional(comparison.showsHeldProperty());
        flicker.visibleProperty().bind(commands.flicker.disabled().map(none -> !none));
        flicker.managedProperty().bind(flicker.visibleProperty());
        getChildren().addAll(split, flicker);
    }

    private static void show(ToggleButton split, Comparison comparison) {
        split.setSelected(comparison.holdingProperty().get() && comparison.splitProperty().get());
    }

    private static ToggleButton toggle(String id, String text) {
        ToggleButton button = new ToggleButton(text);
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static void describe(ToggleButton button, Command command) {
        button.setAccessibleText(command.plainText());
        Tips.set(button, Texts.text(command.key() + ".hint") + " (" + command.shortcutText() + ")");
        if (!button.disableProperty().isBound()) {
            button.disableProperty().bind(command.disabled());
        }
    }
}

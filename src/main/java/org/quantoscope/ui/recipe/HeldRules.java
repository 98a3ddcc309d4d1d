package org.quantoscope.ui.recipe;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.RuleFacts;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** The rules of the recipe that is held beside, under the same columns; to be read, not edited. */
final class HeldRules extends VBox {
    private static final int MOST_LINES = 6;

    private final WorkbenchModel model;
    private final Label title = new Label();
    private final ListView<RuleLine> list = new ListView<>();
    private final DecisionLine decision = new DecisionLine("held-decision");

    HeldRules(WorkbenchModel model) {
        this.model = model;
        setId("held-rules");
        getStyleClass().add("held-rules");
        title.getStyleClass().addAll("table-title", "held-colour");
        Tips.set(title, Texts.text("recipe.held.hint"));
        list.setId("held-rule-list");
        list.getStyleClass().add("rule-list");
        list.setAccessibleText(Texts.text("recipe.held.hint"));
        list.setCellFactory(any -> new RuleCell(Optional.empty()));
        list.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                        ClipboardText.copy(RuleTable.of(list.getItems()).tabSeparated());
                        event.consume();
                    }
                });
        getChildren().addAll(title, list, decision);
        visibleProperty()
                .bind(
                        model.comparison()
                                .comparedProperty()
                                .and(
                                        Bindings.createBooleanBinding(
                                                () ->
                                                        model.comparison()
                                                                .heldProperty()
                                                                .get()
                                                                .isPresent(),
                                                model.comparison().heldProperty())));
        managedProperty().bind(visibleProperty());
        model.comparison().heldProperty().subscribe(held -> show());
        model.rules().heldFactsProperty().subscribe(facts -> show());
    }

    private void show() {
        Optional<Recipe> held = model.comparison().heldProperty().get();
        Optional<RuleFacts> facts = model.rules().heldFactsProperty().get();
        title.setText(held.map(it -> Texts.text("recipe.held", it.name())).orElse(""));
        list.getItems().setAll(held.map(it -> RuleLine.of(it, facts)).orElse(List.of()));
        double height = Math.clamp(list.getItems().size(), 1, MOST_LINES) * 28 + 4;
        list.setPrefHeight(height);
        list.setMinHeight(Math.min(height, 60));
        decision.show(model.shown(), facts);
    }
}

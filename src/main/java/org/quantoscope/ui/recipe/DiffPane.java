package org.quantoscope.ui.recipe;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.RecipeDiff.RuleChange;
import org.quantoscope.recipe.Rule;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Compared;
import org.quantoscope.ui.model.RuleFacts;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What differs between another recipe and this one: in the rules, and over the tensors. */
final class DiffPane extends VBox {
    private final WorkbenchModel model;
    private final MenuButton with = new MenuButton(Texts.text("recipe.compare"));
    private final Label summary = new Label();
    private final Button copy = new Button(Texts.text("recipe.compare.copy"));
    private final Button save = new Button(Texts.text("recipe.compare.save"));
    private final Button end = new Button(Texts.text("recipe.compare.end"));
    private final ListView<String> lines = new ListView<>();

    /**
     * @param file asks for a file to compare with
     * @param saver asks where to save the table
     */
    DiffPane(WorkbenchModel model, Runnable file, TableSaver saver) {
        this.model = model;
        setId("recipe-diff");
        getStyleClass().add("recipe-diff");
        with.setId("recipe-compare");
        MenuItem opening = new MenuItem(Texts.text("recipe.compare.opening"));
        opening.setOnAction(event -> compareWithOpening());
        MenuItem other = new MenuItem(Texts.text("recipe.compare.file"));
        other.setOnAction(event -> file.run());
        MenuItem now = new MenuItem(Texts.text("recipe.compare.now"));
        now.setOnAction(
                event -> compare(Texts.text("recipe.compare.now.title"), model.editor().recipe()));
        MenuItem held = new MenuItem(Texts.text("recipe.compare.held"));
        held.setOnAction(event ->
                model.comparison()
                        .heldProperty()
                        .get()
                        .ifPresent(it -> compare(Texts.text("recipe.compare.held.title"), it)));
        model.comparison().heldProperty().subscribe(it -> held.setDisable(it.isEmpty()));
        with.getItems().setAll(opening, now, held, other);
        Tips.set(with, Texts.text("recipe.compare.hint"));
        summary.setId("recipe-diff-summary");
        summary.setMinWidth(0);
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(summary, Priority.ALWAYS);
        for (Region fixed : List.of(with, copy, save, end)) {
            fixed.setMinWidth(Region.USE_PREF_SIZE);
        }
        copy.setId("recipe-diff-copy");
        copy.setOnAction(event ->
                diff().ifPresent(it -> ClipboardText.copy(RuleTable.of(it).tabSeparated())));
        Tips.set(copy, Texts.text("recipe.compare.copy.hint"));
        save.setId("recipe-diff-save");
        save.setOnAction(
                event -> diff().ifPresent(it -> saver.save("recipe-diff", RuleTable.of(it))));
        Tips.set(save, Texts.text("recipe.compare.save.hint"));
        end.setId("recipe-diff-end");
        Tips.set(end, Texts.text("recipe.compare.end.hint"));
        end.setOnAction(event -> model.rules().comparedProperty().set(Optional.empty()));
        lines.setId("recipe-diff-lines");
        lines.setAccessibleText(Texts.text("recipe.compare.hint"));
        lines.setPlaceholder(new Label(Texts.text("recipe.compare.same")));
        lines.setPrefHeight(150);
        lines.setMinHeight(60);
        HBox bar = new HBox(8, with, summary, copy, save, end);
        bar.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        getChildren().addAll(bar, lines);
        model.rules().factsProperty().subscribe(facts -> show());
        model.rules().comparedProperty().subscribe(compared -> show());
        model.comparison().heldProperty().subscribe(any -> followHeld());
        model.comparison().comparedProperty().subscribe(any -> followHeld());
    }

    /** Two recipes beside each other: what differs is shown without being asked for. */
    private void followHeld() {
        String title = Texts.text("recipe.compare.held.title");
        Optional<Compared> now = model.rules().comparedProperty().get();
        boolean ours = now.filter(it -> it.title().equals(title)).isPresent();
        Optional<Recipe> held = model.comparison().heldProperty().get();
        if (model.comparison().comparedProperty().get() && (ours || now.isEmpty())) {
            held.ifPresent(it -> compare(title, it));
        } else if (ours) {
            model.rules().comparedProperty().set(Optional.empty());
        }
    }

    private void compareWithOpening() {
        model.rules()
                .openingProperty()
                .get()
                .ifPresent(it -> compare(Texts.text("recipe.compare.opening.title"), it));
    }

    private void compare(String title, Recipe recipe) {
        model.rules().comparedProperty().set(Optional.of(new Compared(title, recipe)));
    }

    private Optional<RecipeDiff> diff() {
        return model.rules().factsProperty().get().flatMap(RuleFacts::diff);
    }

    private void show() {
        Optional<Compared> compared = model.rules().comparedProperty().get();
        Optional<RecipeDiff> diff = compared.flatMap(it -> diff());
        for (Region part : List.of(lines, copy, save, end)) {
            part.setVisible(compared.isPresent());
            part.setManaged(compared.isPresent());
        }
        summary.setText(
                compared.map(it -> diff.map(found -> summary(it, found)).orElse(it.title()))
                        .orElse(Texts.text("recipe.compare.none")));
        Tips.set(summary, summary.getText());
        lines.getItems().setAll(diff.map(DiffPane::lines).orElse(List.of()));
    }

    private static String summary(Compared compared, RecipeDiff diff) {
        return Texts.text(
                "recipe.compare.summary",
                compared.title(),
                diff.tensors().size(),
                diff.rules().size());
    }

    private static List<String> lines(RecipeDiff diff) {
        List<String> lines = new ArrayList<>();
        diff.groups().forEach(group -> lines.add(group.toString()));
        if (diff.changesDefault()) {
            lines.add(
                    Texts.text(
                            "recipe.diff.default",
                            SpecText.change(
                                    diff.before().defaultSpec(), diff.after().defaultSpec())));
        }
        diff.rules().forEach(change -> lines.add(words(change, diff)));
        return lines;
    }

    private static String words(RuleChange change, RecipeDiff diff) {
        Optional<Rule> before = change.before().map(diff.before().rules()::get);
        Optional<Rule> after = change.after().map(diff.after().rules()::get);
        return Texts.text(
                "recipe.diff." + change.kind().name().toLowerCase(Locale.ROOT),
                change.before().map(it -> it + 1).orElse(0),
                before.map(DiffPane::words).orElse(""),
                change.after().map(it -> it + 1).orElse(0),
                after.map(DiffPane::words).orElse(""));
    }

    private static String words(Rule rule) {
        return rule.match()
                + ": "
                + SpecText.brief(rule.spec())
                + (rule.enabled() ? "" : " (" + Texts.text("recipe.outcome.off") + ")");
    }
}

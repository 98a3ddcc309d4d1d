package org.quantoscope.ui.recipe;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.RuleFacts;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The recipe as a page: every rule with what it reaches, its edits, and a comparison. */
public final class RecipeView extends VBox {
    private final WorkbenchModel model;
    private final TextField name = new TextField();
    private final RuleForm form;
    private final RuleList list;
    private final DecisionLine decision = new DecisionLine("rule-decision");
    private final Label kept = new Label();
    private Recipe listed;

    /**
     * What needs the window's file dialogs.
     *
     * @param open takes the recipe of a file
     * @param save writes it
     * @param compare compares with the recipe of a file
     */
    public record Files(Runnable open, Runnable save, Runnable compare) {}

    public RecipeView(WorkbenchModel model, Files files, TableSaver saver) {
        this.model = model;
        listed = model.editor().recipe();
        setId("recipe-view");
        getStyleClass().add("recipe-view");
        form = new RuleForm(model);
        RuleCommands commands = new RuleCommands(model, line -> select(line));
        list = new RuleList(commands, form::focusFirst);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setMinHeight(110);
        getChildren()
                .addAll(
                        fileBar(files),
                        RuleColumns.header(),
                        list,
                        ruleBar(commands, saver),
                        decision,
                        form,
                        new HeldRules(model),
                        new DiffPane(model, files.compare(), saver));
        model.rules().factsProperty().subscribe(facts -> showLines());
        model.comparison().shownRecipeProperty().subscribe(recipe -> showRecipe());
        model.selection().addListener((ListChangeListener<TensorInfo>) change -> showLines());
        list.selectedLine().subscribe(line -> form.show(line.intValue()));
    }

    private void select(int line) {
        list.select(line);
    }

    private HBox fileBar(Files files) {
        name.setId("recipe-name");
        name.setPrefColumnCount(14);
        name.setMinWidth(80);
        name.setAccessibleText(Texts.text("recipe.name"));
        Tips.set(name, Texts.text("recipe.name.hint"));
        name.setOnAction(event -> rename());
        name.focusedProperty()
                .subscribe((before, now) -> {
                    if (before && !now) {
                        rename();
                    }
                });
        HBox.setHgrow(name, Priority.ALWAYS);
        PresetMenu presets = new PresetMenu(model);
        presets.setMinWidth(Region.USE_PREF_SIZE);
        HBox bar =
                new HBox(
                        6,
                        name,
                        presets,
                        button("open", files.open()),
                        button("save", files.save()),
                        button("copy", this::copy),
                        button("paste", this::paste));
        bar.getStyleClass().addAll("pane-header", "recipe-bar");
        return bar;
    }

    private HBox ruleBar(RuleCommands commands, TableSaver saver) {
        kept.setId("recipe-kept");
        kept.getStyleClass().add("hint");
        kept.setMaxWidth(Double.MAX_VALUE);
        kept.setMinWidth(0);
        HBox.setHgrow(kept, Priority.ALWAYS);
        Button override = button("override", commands::overrideSelection);
        override.setDisable(true);
        model.selection()
                .addListener(
                        (ListChangeListener<TensorInfo>)
                                change -> override.setDisable(model.selection().isEmpty()));
        HBox bar =
                new HBox(
                        6,
                        button(
                                "add",
                                () -> {
                                    commands.add(list.selectedLine().get());
                                    form.focusFirst();
                                }),
                        override,
                        kept,
                        button("table", () -> saver.save("rules", RuleTable.of(list.getItems()))));
        bar.getStyleClass().add("rule-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private static Button button(String key, Runnable action) {
        Button button = new Button(Texts.text("recipe." + key));
        button.setId("recipe-" + key);
        button.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(button, Texts.text("recipe." + key + ".hint"));
        button.setOnAction(event -> action.run());
        return button;
    }

    private void rename() {
        model.editor().edit(recipe -> recipe.withName(name.getText().strip()));
    }

    private void copy() {
        ClipboardText.copy(RecipeCodec.write(model.editor().recipe()));
    }

    private void paste() {
        String text = Optional.ofNullable(Clipboard.getSystemClipboard().getString()).orElse("");
        model.recipeFiles().paste(text, Texts.text("recipe.clipboard"));
    }

    private void showRecipe() {
        boolean editable = !model.comparison().showsHeldProperty().get();
        // First, because a field that loses the keyboard takes what is in it.
        name.setDisable(!editable);
        name.setText(shownRecipe().name());
        form.setDisable(!editable);
        int line = Math.max(0, list.selectedLine().get());
        // What is selected is a rule, not a place: it stays so where rules come, go or move.
        OptionalInt now = listed.ruleIn(shownRecipe(), line - 1);
        listed = shownRecipe();
        showLines();
        if (now.isPresent() && now.getAsInt() + 1 != line) {
            select(now.getAsInt() + 1);
        }
        form.show(Math.max(0, list.selectedLine().get()));
    }

    /** The edited one, or B while that is shown in its place. */
    private Recipe shownRecipe() {
        return model.comparison().shownRecipeProperty().get();
    }

    private void showLines() {
        Optional<RuleFacts> facts =
                Stream.of(
                                model.rules().factsProperty().get(),
                                model.rules().heldFactsProperty().get())
                        .flatMap(Optional::stream)
                        .filter(it -> it.recipe().equals(shownRecipe()))
                        .findFirst();
        list.show(RuleLine.of(shownRecipe(), facts));
        decision.show(model.shown(), facts);
        kept.setText(facts.map(it -> Texts.text("recipe.kept", it.hits().kept())).orElse(""));
    }
}

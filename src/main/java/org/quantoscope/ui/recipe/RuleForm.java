package org.quantoscope.ui.recipe;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.recipe.SpecLine;
import org.quantoscope.tensor.TensorRole;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.RecipeEditor;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/**
 * The selected line as fields; Enter or leaving a field takes it, Escape puts back what was.
 *
 * <p>What cannot be taken stays in its field, with the reason in one line, and changes nothing.
 */
final class RuleForm extends VBox {
    private final WorkbenchModel model;
    private final Label title = new Label();
    private final SelectorFields match = new SelectorFields(this::commit);
    private final TextField spec = SelectorFields.field("spec");
    private final Label refusal = new Label();
    private final HBox conditions;
    private final Button knobs = new Button(Texts.text("recipe.knobs"));
    private int line;

    /** What the fields were filled with: leaving them as they are takes nothing. */
    private List<String> filled = List.of();

    RuleForm(WorkbenchModel model) {
        this.model = model;
        setId("rule-form");
        getStyleClass().add("rule-form");
        title.getStyleClass().add("table-title");
        refusal.setId("rule-refusal");
        refusal.getStyleClass().add("refusal");
        refusal.setWrapText(true);
        refusal.setMinHeight(Region.USE_PREF_SIZE);
        conditions =
                new HBox(
                        8,
                        labelled("name", match.name(), true),
                        labelled("regex", match.regex(), true),
                        labelled("roles", match.roles(), false),
                        labelled("first", match.first(), false),
                        labelled("last", match.last(), false));
        knobs.setId("rule-knobs");
        Tips.set(knobs, Texts.text("recipe.knobs.hint"));
        knobs.setMinWidth(Region.USE_PREF_SIZE);
        knobs.setOnAction(event -> editWithKnobs());
        HBox second = new HBox(8, labelled("spec", spec, true), knobs);
        second.setAlignment(Pos.BOTTOM_LEFT);
        getChildren().addAll(title, conditions, second, refusal);
        for (TextField field : fields()) {
            field.setOnAction(event -> commit());
            field.focusedProperty()
                    .subscribe((before, now) -> {
                        if (before && !now) {
                            commit();
                        }
                    });
        }
        addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
    }

    private List<TextField> fields() {
        return List.of(match.name(), match.regex(), match.first(), match.last(), spec);
    }

    private static VBox labelled(String key, Node field, boolean grows) {
        Label label = new Label(Texts.text("recipe.field." + key));
        label.setLabelFor(field);
        label.getStyleClass().add("hint");
        VBox box = new VBox(2, label, field);
        HBox.setHgrow(box, grows ? Priority.ALWAYS : Priority.NEVER);
        return box;
    }

    /** Fills the fields from a line: 0 is the default specification. */
    void show(int selected) {
        Recipe recipe = model.comparison().shownRecipeProperty().get();
        line = Math.clamp(selected, 0, recipe.rules().size());
        boolean isRule = line > 0;
        title.setText(
                isRule
                        ? Texts.text("recipe.form.rule", line, recipe.rules().size())
                        : Texts.text("recipe.form.default"));
        conditions.setVisible(isRule);
        conditions.setManaged(isRule);
        TensorSpec what = isRule ? recipe.rules().get(line - 1).spec() : recipe.defaultSpec();
        if (isRule) {
            match.show(recipe.rules().get(line - 1).match());
        } else {
            match.show(LayerSelector.glob(""));
        }
        spec.setText(SpecLine.write(what));
        knobs.setDisable(!(what instanceof QuantizationSpec));
        filled = texts();
        refuse("");
    }

    void focusFirst() {
        TextField field = line > 0 ? match.name() : spec;
        field.requestFocus();
        field.selectAll();
    }

    private List<String> texts() {
        return fields().stream().map(TextField::getText).toList();
    }

    private void commit() {
        RecipeEditor editor = model.editor();
        Recipe recipe = editor.recipe();
        try {
            if (line == 0) {
                commitDefault(editor, recipe);
                return;
            }
            if (line > recipe.rules().size()) {
                return;
            }
            Rule old = recipe.rules().get(line - 1);
            LayerSelector selector = unchangedMatch() ? withRoles(old.match()) : match.read();
            TensorSpec what = specChanged() ? SpecLine.read(spec.getText(), base(old)) : old.spec();
            Rule next = new Rule(selector, what, old.enabled());
            refuse("");
            if (!next.equals(old)) {
                model.rules().put(line - 1, next, this::refuse);
            }
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void commitDefault(RecipeEditor editor, Recipe recipe) {
        if (!specChanged()) {
            return;
        }
        if (SpecLine.read(spec.getText(), recipe.defaultSpec()) instanceof QuantizationSpec it) {
            refuse("");
            editor.edit(old -> old.withDefault(it));
        } else {
            refuse(Texts.text("recipe.refused.keep"));
        }
    }

    private QuantizationSpec base(Rule old) {
        return old.spec() instanceof QuantizationSpec it
                ? it
                : model.editor().recipe().defaultSpec();
    }

    private boolean specChanged() {
        return !filled.isEmpty() && !spec.getText().equals(filled.getLast());
    }

    private boolean unchangedMatch() {
        return texts().subList(0, 4).equals(filled.subList(0, Math.min(4, filled.size())));
    }

    /** Names and layers as they are, so that what the fields cannot show is not lost. */
    private LayerSelector withRoles(LayerSelector old) {
        List<TensorRole> roles = match.read().roles();
        boolean begun = old.equals(LayerSelector.glob("")) && !roles.isEmpty();
        return new LayerSelector(
                begun ? Optional.empty() : old.glob(),
                old.regex(),
                roles,
                old.firstLayer(),
                old.lastLayer());
    }

    private void refuse(String reason) {
        refusal.setText(reason);
        refusal.setVisible(!reason.isEmpty());
        refusal.setManaged(!reason.isEmpty());
    }

    private void editWithKnobs() {
        if (line == 0) {
            model.editor().scopeProperty().set(RecipeEditor.Scope.ALL);
        } else {
            model.editor().editRule(line - 1);
        }
    }

    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !texts().equals(filled)) {
            show(line);
            event.consume();
        }
    }
}

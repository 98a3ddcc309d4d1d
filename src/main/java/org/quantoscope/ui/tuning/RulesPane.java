package org.quantoscope.ui.tuning;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.WorkbenchModel;

import java.util.List;

/** The rules of the recipe in order; each can be removed. */
final class RulesPane extends TitledPane {
    /** More lines than this are counted, not listed. */
    private static final int SHOWN = 40;

    private final WorkbenchModel model;
    private final VBox lines = new VBox(2);
    private @Nullable List<Rule> shown;

    RulesPane(WorkbenchModel model) {
        this.model = model;
        setId("rules");
        getStyleClass().addAll("dense");
        setContent(lines);
        setExpanded(true);
        model.editor().recipeProperty().subscribe(this::show);
    }

    private void show(Recipe recipe) {
        List<Rule> rules = recipe.rules();
        if (rules.equals(shown)) {
            return;
        }
        shown = rules;
        setText(Texts.text("tuning.rules", rules.size()));
        lines.getChildren().clear();
        if (rules.isEmpty()) {
            Label none = new Label(Texts.text("tuning.rules.none"));
            none.getStyleClass().add("hint");
            none.setWrapText(true);
            lines.getChildren().add(none);
        }
        for (int i = 0; i < Math.min(SHOWN, rules.size()); i++) {
            lines.getChildren().add(line(i, rules.get(i)));
        }
        if (rules.size() > SHOWN) {
            lines.getChildren()
                    .add(new Label(Texts.text("tuning.rules.more", rules.size() - SHOWN)));
        }
    }

    private HBox line(int index, Rule rule) {
        Label text = new Label((index + 1) + "  " + readable(rule.match().toString()));
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMinWidth(0);
        text.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        HBox.setHgrow(text, Priority.ALWAYS);
        Tips.set(text, rule.match() + "\n" + describe(rule.spec()));
        Label what = new Label(brief(rule.spec()));
        what.getStyleClass().add("hint");
        what.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        Button remove = new Button("", Icon.of("close"));
        remove.getStyleClass().addAll("button-icon", "flat", "small");
        String removal = Texts.text("tuning.rules.remove", index + 1, rule.match());
        remove.setId("remove-rule-" + (index + 1));
        remove.setAccessibleText(removal);
        Tips.set(remove, removal);
        remove.setOnAction(event -> model.editor().removeRule(index));
        HBox line = new HBox(6, text, what, remove);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /** In a list of names the word for it says nothing. */
    private static String readable(String match) {
        return match.replaceFirst("^name ", "");
    }

    private static String brief(TensorSpec spec) {
        return switch (spec) {
            case TensorSpec.Keep keep -> Texts.text("tuning.keep.short");
            case QuantizationSpec it ->
                    it.bits() + " bit, α " + Figures.percent(it.alpha().value(), 1);
        };
    }

    private static String describe(TensorSpec spec) {
        return switch (spec) {
            case TensorSpec.Keep keep -> Texts.text("tuning.keep");
            case QuantizationSpec it ->
                    org.quantoscope.quant.SpecField.ALL.stream()
                            .map(field -> field.title() + " " + field.textOf(it))
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("");
        };
    }
}

package org.quantoscope.ui.recipe;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;
import org.quantoscope.recipe.DecisionTrace.Outcome;
import org.quantoscope.recipe.SpecLine;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One line of the list of rules. */
final class RuleCell extends ListCell<RuleLine> {
    private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");
    private static final PseudoClass DECIDES = PseudoClass.getPseudoClass("decides");
    private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");

    private final CheckBox enabled = new CheckBox();
    private final Label number = new Label();
    private final Label match = new Label();
    private final Label spec = new Label();
    private final Label matching = new Label();
    private final Label deciding = new Label();
    private final Label outcome = new Label();
    private final Button duplicate = button("duplicate");
    private final Button remove = button("close");
    private final GridPane grid;

    private final boolean editable;

    /**
     * @param commands what its switch and its buttons do; empty where rules are only read
     */
    RuleCell(Optional<RuleCommands> commands) {
        editable = commands.isPresent();
        getStyleClass().add("rule-cell");
        match.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        match.setMinWidth(0);
        for (Label figure : List.of(matching, deciding, number)) {
            figure.getStyleClass().add("figure");
        }
        outcome.getStyleClass().add("outcome");
        grid =
                RuleColumns.grid(
                        List.of(
                                enabled,
                                number,
                                match,
                                spec,
                                matching,
                                deciding,
                                outcome,
                                new HBox(duplicate, remove)));
        commands.ifPresent(it -> {
            enabled.setOnAction(event -> it.enable(getIndex(), enabled.isSelected()));
            duplicate.setOnAction(event -> it.duplicate(getIndex()));
            remove.setOnAction(event -> it.remove(getIndex()));
        });
        enabled.setDisable(!editable);
        for (var control : List.of(enabled, duplicate, remove)) {
            // The list has the keys for them; Tab goes from the list to the form.
            control.setFocusTraversable(false);
        }
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        // As wide as the list, however long the names are.
        setPrefWidth(0);
    }

    private static Button button(String icon) {
        Button button = new Button("", Icon.of(icon));
        button.getStyleClass().addAll("button-icon", "flat", "small");
        return button;
    }

    @Override
    protected void updateItem(@Nullable RuleLine line, boolean empty) {
        super.updateItem(line, empty);
        if (empty || line == null) {
            setGraphic(null);
            mark(false, false, false);
            setAccessibleText("");
            return;
        }
        setGraphic(grid);
        boolean isRule = line.rule().isPresent();
        String place = isRule ? String.valueOf(line.rule().getAsInt() + 1) : "";
        number.setText(place);
        String words = line.match().orElse(Texts.text("recipe.default"));
        match.setText(words);
        spec.setText(SpecText.brief(line.spec()));
        Tips.set(match, words);
        Tips.set(spec, SpecLine.write(line.spec()));
        matching.setText(isRule ? figure(line.matching()) : "");
        deciding.setText(figure(line.deciding()));
        outcome.setText(line.outcome().map(RuleCell::text).orElse(""));
        for (var control : List.of(enabled, duplicate, remove)) {
            control.setVisible(isRule && (editable || control == enabled));
        }
        if (editable) {
            name(place, words);
        }
        enabled.setSelected(line.enabled());
        mark(
                !line.enabled() || line.deciding().equals(OptionalInt.of(0)) && isRule,
                line.outcome().filter(it -> it == Outcome.DECIDES).isPresent(),
                line.outcome().filter(it -> it == Outcome.LOST).isPresent());
        setAccessibleText(String.join(", ", place, words, spec.getText(), outcome.getText()));
    }

    private void name(String place, String words) {
        enabled.setId("enable-rule-" + place);
        duplicate.setId("duplicate-rule-" + place);
        remove.setId("remove-rule-" + place);
        enabled.setAccessibleText(Texts.text("recipe.enable", place));
        Tips.set(enabled, Texts.text("recipe.enable", place));
        Tips.set(duplicate, Texts.text("recipe.duplicate", place));
        Tips.set(remove, Texts.text("recipe.remove", place, words));
        duplicate.setAccessibleText(Texts.text("recipe.duplicate", place));
        remove.setAccessibleText(Texts.text("recipe.remove", place, words));
    }

    private void mark(boolean off, boolean decides, boolean lost) {
        pseudoClassStateChanged(OFF, off);
        pseudoClassStateChanged(DECIDES, decides);
        pseudoClassStateChanged(LOST, lost);
    }

    private static String figure(OptionalInt count) {
        return count.isPresent() ? Figures.count(count.getAsInt()) : "…";
    }

    static String text(Outcome outcome) {
        return Texts.text("recipe.outcome." + outcome.name().toLowerCase(Locale.ROOT));
    }
}

package org.quantoscope.ui.tradeoff;

import javafx.beans.property.SimpleStringProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.SpecLine;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.ColumnHead;
import org.quantoscope.ui.control.ColumnWidths;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.model.BudgetOutcome;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a budget would change: like tensors in one line, what they get before and after. */
final class DiffTable extends TableView<DiffTable.Line> {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /**
     * Tensors with one change.
     *
     * @param bits stored bits per weight after it
     * @param share of the model's error, from 0 to 1
     */
    record Line(RecipeDiff.TensorGroup group, double bits, double share) {}

    /** Stands where nothing would change; says nothing before anything was asked. */
    private final Label empty = new Label();

    DiffTable() {
        setId("budget-diff");
        getStyleClass().add("point-table");
        setAccessibleText(Texts.text("budget.diff"));
        getColumns()
                .addAll(
                        List.of(
                                column("tensors", 170, false, it -> it.group().title()),
                                column(
                                        "count",
                                        54,
                                        true,
                                        it -> Figures.count(it.group().tensors().size())),
                                column(
                                        "before",
                                        120,
                                        false,
                                        it -> SpecText.brief(it.group().before())),
                                column(
                                        "after",
                                        120,
                                        false,
                                        it -> SpecText.brief(it.group().after())),
                                column("bits", 66, true, it -> Figures.fixed(it.bits(), 3)),
                                column(
                                        "share",
                                        74,
                                        true,
                                        it -> Figures.fixed(100 * it.share(), 1))));
        ColumnWidths.follow(this);
        empty.getStyleClass().add("hint");
        setPlaceholder(empty);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (COPY.match(event)) {
                        ClipboardText.copy(text().tabSeparated());
                        event.consume();
                    }
                });
    }

    void show(BudgetOutcome.Found found) {
        Map<TensorInfo, BudgetPlan.Choice> choices = new HashMap<>();
        found.plan().tensors().forEach(it -> choices.put(it.tensor(), it));
        double error = found.plan().error();
        List<Line> lines = new ArrayList<>();
        for (RecipeDiff.TensorGroup group : found.diff().groups()) {
            long bytes = 0;
            long weights = 0;
            double share = 0;
            for (TensorInfo tensor : group.tensors()) {
                BudgetPlan.Choice choice = choices.get(tensor);
                if (choice != null) {
                    bytes += choice.chosen().cost().storedBytes();
                    weights += tensor.elementCount();
                    share += choice.errorWeight() * choice.chosen().error();
                }
            }
            lines.add(
                    new Line(
                            group,
                            8.0 * bytes / Math.max(1, weights),
                            error == 0 ? 0 : share / error));
        }
        empty.setText(Texts.text("budget.diff.none"));
        getItems().setAll(lines);
    }

    void clear() {
        empty.setText("");
        getItems().clear();
    }

    void setDimmed(boolean dimmed) {
        pseudoClassStateChanged(STALE, dimmed);
    }

    /** One line per tensor, for other programs. */
    TableText text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("tensor", "weights", "before", "after"));
        for (Line line : getItems()) {
            for (TensorInfo tensor : line.group().tensors()) {
                lines.add(
                        List.of(
                                tensor.name(),
                                Long.toString(tensor.elementCount()),
                                SpecLine.write(line.group().before()),
                                SpecLine.write(line.group().after())));
            }
        }
        return new TableText(lines);
    }

    private static TableColumn<Line, String> column(
            String key, double width, boolean number, Function<Line, String> value) {
        TableColumn<Line, String> made = new TableColumn<>();
        ColumnHead.put(made, "budget.column." + key);
        made.setMinWidth(width);
        made.setSortable(false);
        made.setCellValueFactory(line -> new SimpleStringProperty(value.apply(line.getValue())));
        if (number) {
            made.getStyleClass().add("number-column");
        }
        return made;
    }
}

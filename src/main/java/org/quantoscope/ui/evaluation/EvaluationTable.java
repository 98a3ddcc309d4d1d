package org.quantoscope.ui.evaluation;

import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.ColumnHead;
import org.quantoscope.ui.control.ColumnWidths;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The evaluations as lines; Enter or a double click takes a recipe, Delete takes lines away. */
final class EvaluationTable extends TableView<EvaluationRow> {
    private static final PseudoClass ORIGINAL = PseudoClass.getPseudoClass("original");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("estimate");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final EvaluationModel evaluation;
    private final Label empty = new Label();

    EvaluationTable(EvaluationModel evaluation) {
        this.evaluation = evaluation;
        setId("evaluations");
        getStyleClass().add("point-table");
        setAccessibleText(Texts.text("evaluation.table"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        for (EvaluationColumn column : EvaluationColumn.ALL) {
            if (column.width() > 0) {
                getColumns().add(column(column));
            }
        }
        SortedList<EvaluationRow> sorted = new SortedList<>(evaluation.rows());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        empty.setId("evaluation-empty");
        empty.getStyleClass().add("hint");
        empty.setWrapText(true);
        empty.setMaxWidth(460);
        setPlaceholder(empty);
        setContextMenu(menu());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        ColumnWidths.follow(this);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                apply();
            }
        });
    }

    private ContextMenu menu() {
        return new ContextMenu(
                item("apply", this::apply),
                item("copy", this::copySelected),
                item("remove", this::remove));
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(Texts.text("evaluation." + key));
        item.setOnAction(event -> action.run());
        return item;
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) {
            copySelected();
        } else if (event.getCode() == KeyCode.ENTER && chosen().isPresent()) {
            apply();
        } else if (event.getCode() == KeyCode.DELETE && chosen().isPresent()) {
            remove();
        } else {
            return;
        }
        event.consume();
    }

    /** Says why there is no line. */
    void setEmptyWords(String words) {
        empty.setText(words);
    }

    /** Selects the newest line with figures. */
    void selectLast() {
        getItems().stream()
                .filter(row -> row.done().isPresent())
                .max(Comparator.comparingLong(EvaluationRow::number))
                .ifPresent(row -> {
                    getSelectionModel().clearSelection();
                    getSelectionModel().select(row);
                });
    }

    Optional<EvaluationRow> chosen() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    /** Selected lines in the order in which they stand; a line that is going away is none. */
    List<EvaluationRow> selected() {
        ObservableList<EvaluationRow> now = getSelectionModel().getSelectedItems();
        return now.stream().filter(Objects::nonNull).toList();
    }

    /** Takes the recipe of the selected line. */
    void apply() {
        chosen().ifPresent(evaluation::apply);
    }

    /** Takes the selected lines away. */
    void remove() {
        evaluation.remove(selected());
    }

    private void copySelected() {
        List<EvaluationRow> selected = selected();
        ClipboardText.copy(textOf(selected.isEmpty() ? getItems() : selected).tabSeparated());
    }

    /** Every line as it is sorted. */
    TableText text() {
        return textOf(getItems());
    }

    private static TableText textOf(List<EvaluationRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                EvaluationColumn.ALL.stream()
                        .map(column -> Texts.text("evaluation.column." + column.key() + ".name"))
                        .toList());
        for (EvaluationRow row : rows) {
            lines.add(
                    EvaluationColumn.ALL.stream()
                            .map(column -> column.exact().apply(row))
                            .toList());
        }
        return new TableText(lines);
    }

    private static TableColumn<EvaluationRow, EvaluationRow> column(EvaluationColumn column) {
        TableColumn<EvaluationRow, EvaluationRow> made = new TableColumn<>();
        ColumnHead.put(made, "evaluation.column." + column.key());
        made.setId("evaluation-column-" + column.key());
        made.setMinWidth(column.width());
        made.setPrefWidth(column.width());
        made.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        made.setComparator(column.order());
        if (column.number()) {
            made.getStyleClass().add("number-column");
        }
        made.setCellFactory(owner -> new Cell(column));
        return made;
    }

    private static final class Cell extends TableCell<EvaluationRow, EvaluationRow> {
        private final EvaluationColumn column;

        Cell(EvaluationColumn column) {
            this.column = column;
        }

        @Override
        protected void updateItem(@Nullable EvaluationRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean some = row != null && !empty;
            setText(row != null && some ? words(row) : "");
            Tips.set(this, row != null && some ? EvaluationWords.tip(row) : "");
            pseudoClassStateChanged(ORIGINAL, some && row != null && row.isOriginal());
            pseudoClassStateChanged(
                    WAITING, some && row != null && row.outcome() instanceof EvaluationRow.Waiting);
            pseudoClassStateChanged(
                    FAILED, some && row != null && row.outcome() instanceof EvaluationRow.Failed);
        }

        private String words(EvaluationRow row) {
            if (column.number() && row.outcome() instanceof EvaluationRow.Waiting) {
                return "…";
            }
            return column.shown().apply(row);
        }
    }
}

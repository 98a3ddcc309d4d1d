package org.quantoscope.ui.tradeoff;

import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
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
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.ColumnHead;
import org.quantoscope.ui.control.ColumnWidths;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The points as lines that sort by any column; Enter or a double click takes one. */
final class PointTable extends TableView<PointRow> {
    private static final PseudoClass CONTROL = PseudoClass.getPseudoClass("control");
    private static final PseudoClass ESTIMATE = PseudoClass.getPseudoClass("estimate");
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final ObservableList<PointRow> rows = FXCollections.observableArrayList();

    PointTable(Consumer<PointRow> onTake) {
        setId("points");
        getStyleClass().add("point-table");
        setAccessibleText(Texts.text("tradeoff.points"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        for (PointColumn column : PointColumn.ALL) {
            getColumns().add(column(column));
        }
        SortedList<PointRow> sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        Label empty = new Label(Texts.text("tradeoff.points.none"));
        empty.getStyleClass().add("hint");
        setPlaceholder(empty);
        MenuItem take = new MenuItem(Texts.text("tradeoff.apply"));
        take.setOnAction(event -> chosen().ifPresent(onTake));
        MenuItem copy = new MenuItem(Texts.text("tradeoff.copy"));
        copy.setOnAction(event -> copySelected());
        setContextMenu(new ContextMenu(take, copy));
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (COPY.match(event)) {
                        copySelected();
                        event.consume();
                    } else if (event.getCode() == KeyCode.ENTER && chosen().isPresent()) {
                        chosen().ifPresent(onTake);
                        event.consume();
                    }
                });
        ColumnWidths.follow(this);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                chosen().ifPresent(onTake);
            }
        });
    }

    /** Shows other points; the selected one stays so where it is among them. */
    void show(List<PointRow> next) {
        boolean further = next.stream().anyMatch(row -> !row.further().isEmpty());
        getColumns().getLast().setVisible(further);
        boolean run = next.stream().anyMatch(row -> row.cost().prediction().isPresent());
        for (int i = 0; i < PointColumn.ALL.size(); i++) {
            if (PointColumn.ALL.get(i).isOfRuns()) {
                getColumns().get(i).setVisible(run);
            }
        }
        Optional<TradeOff.Point> before = chosen().map(PointRow::point);
        rows.setAll(next);
        before.ifPresent(point -> select(point.spec(), chosenLine(point)));
    }

    private @Nullable String chosenLine(TradeOff.Point point) {
        return rows.stream()
                .filter(row -> row.spec().equals(point.spec()))
                .map(row -> row.line().name())
                .findFirst()
                .orElse(null);
    }

    private void select(Object spec, @Nullable String line) {
        for (PointRow row : getItems()) {
            if (row.spec().equals(spec) && row.line().name().equals(line)) {
                getSelectionModel().clearSelection();
                getSelectionModel().select(row);
                return;
            }
        }
    }

    /** Selects the line of a point and brings it into view. */
    void reveal(TradeOff.Point point) {
        for (PointRow row : getItems()) {
            if (row.point() == point) {
                getSelectionModel().clearSelection();
                getSelectionModel().select(row);
                scrollTo(row);
                return;
            }
        }
    }

    Optional<PointRow> chosen() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    /** Every line as it is sorted. */
    TableText text() {
        return textOf(getItems());
    }

    private void copySelected() {
        List<PointRow> selected = getSelectionModel().getSelectedItems();
        ClipboardText.copy(textOf(selected.isEmpty() ? getItems() : selected).tabSeparated());
    }

    private static TableText textOf(List<PointRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                PointColumn.ALL.stream()
                        .map(column -> Texts.text("tradeoff.column." + column.key() + ".name"))
                        .toList());
        for (PointRow row : rows) {
            lines.add(PointColumn.ALL.stream().map(column -> column.exact().apply(row)).toList());
        }
        return new TableText(lines);
    }

    private static TableColumn<PointRow, PointRow> column(PointColumn column) {
        TableColumn<PointRow, PointRow> made = new TableColumn<>();
        ColumnHead.put(made, "tradeoff.column." + column.key());
        made.setId("point-" + column.key());
        made.setPrefWidth(column.width());
        made.setMinWidth(column.width());
        made.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        made.setComparator(column.order());
        if (column.number()) {
            made.getStyleClass().add("number-column");
        }
        made.setCellFactory(owner ->
                new TableCell<>() {
                    @Override
                    protected void updateItem(@Nullable PointRow row, boolean empty) {
                        super.updateItem(row, empty);
                        boolean some = row != null && !empty;
                        setText(some && row != null ? column.shown().apply(row) : "");
                        pseudoClassStateChanged(
                                CONTROL, some && row != null && row.line().control());
                        pseudoClassStateChanged(
                                ESTIMATE, some && row != null && row.point().estimate());
                    }
                });
        return made;
    }
}

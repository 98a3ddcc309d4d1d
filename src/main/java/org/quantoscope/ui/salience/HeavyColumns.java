package org.quantoscope.ui.salience;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.quantoscope.analysis.SalientMap;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.LinesAhead;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** The columns that hold most salient weights, fullest first; Ctrl+C copies the table. */
final class HeavyColumns extends TableView<SalientMap.HeavyColumn> implements LinesAhead {
    /** More than there is room for. */
    private static final int LINES = 40;

    /** A figure such as 10.93 %, with its margins. */
    private static final double LEAST = 60;

    private final TableColumn<SalientMap.HeavyColumn, String> ofHeld =
            column("held", this::heldCount);
    private final Label none = new Label(Texts.text("salience.columns.none"));
    private Optional<SalientMap> held = Optional.empty();

    /**
     * @param onChoice told the column that is picked
     */
    HeavyColumns(LongConsumer onChoice) {
        setId("heavy-columns");
        getStyleClass().addAll("dense", "figure-table");
        setAccessibleText(Texts.text("salience.columns"));
        none.setWrapText(true);
        none.setVisible(false);
        setPlaceholder(none);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
        getColumns().add(column("column", it -> Figures.count(it.column())));
        getColumns().add(column("salient", it -> Figures.count(it.salient())));
        getColumns().add(ofHeld);
        ofHeld.getStyleClass().add("held-column");
        ofHeld.setVisible(false);
        getColumns().add(column("density", it -> Figures.percent(it.density(), 1)));
        getColumns().add(column("share", it -> Figures.percent(it.share(), 2)));
        getSelectionModel()
                .selectedItemProperty()
                .subscribe(item -> {
                    if (item != null) {
                        onChoice.accept(item.column());
                    }
                });
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                        copy();
                        event.consume();
                    }
                });
    }

    private static TableColumn<SalientMap.HeavyColumn, String> column(
            String key, Function<SalientMap.HeavyColumn, String> text) {
        TableColumn<SalientMap.HeavyColumn, String> column = new TableColumn<>();
        Label head = new Label(Texts.text("salience.columns." + key));
        Tips.set(head, Texts.text("salience.columns." + key + ".hint"));
        column.setGraphic(head);
        column.setText("");
        column.getStyleClass().add("number-column");
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setSortable(false);
        column.setMinWidth(LEAST);
        column.setReorderable(false);
        return column;
    }

    /**
     * @param beside the whole matrix under the recipe held beside
     */
    void show(List<SalientMap.HeavyColumn> next, Optional<SalientMap> beside) {
        none.setVisible(true);
        held = beside;
        if (next.equals(getItems())) {
            refresh();
        } else {
            getItems().setAll(next);
        }
    }

    @Override
    public void makeLines() {
        getItems().setAll(Collections.nCopies(LINES, new SalientMap.HeavyColumn(0, 0, 0, 0)));
        applyCss();
        layout();
        clear();
    }

    /** Makes room for the salient weights under the recipe held beside, or takes it away. */
    void setCompared(boolean compared) {
        ofHeld.setVisible(compared);
    }

    void clear() {
        held = Optional.empty();
        none.setVisible(false);
        getItems().clear();
    }

    private String heldCount(SalientMap.HeavyColumn column) {
        return held.map(it -> Figures.count(it.ofColumns()[column.column()])).orElse(Figures.NONE);
    }

    /** Copies the table, apart by tabs, with every digit. */
    void copy() {
        ClipboardText.copy(table().tabSeparated());
    }

    TableText table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(new ArrayList<>(List.of("column", "salient", "density", "share")));
        for (SalientMap.HeavyColumn it : getItems()) {
            lines.add(
                    new ArrayList<>(
                            List.of(
                                    Integer.toString(it.column()),
                                    Integer.toString(it.salient()),
                                    Double.toString(it.density()),
                                    Double.toString(it.share()))));
        }
        held.ifPresent(map -> {
            lines.getFirst().add("salient under B");
            for (int i = 0; i < getItems().size(); i++) {
                int column = getItems().get(i).column();
                lines.get(i + 1).add(Integer.toString(map.ofColumns()[column]));
            }
        });
        return new TableText(lines);
    }
}

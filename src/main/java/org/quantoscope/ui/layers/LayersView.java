package org.quantoscope.ui.layers;

import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TreeItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.LinesAhead;
import org.quantoscope.ui.model.CheckpointSession;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of the open model, block by block, with a filter; its selection is the window's. */
public final class LayersView extends VBox implements LinesAhead {
    private static final KeyCombination COPY = KeyCombination.keyCombination("Shortcut+C");

    private final WorkbenchModel model;
    private final LayerTable table = new LayerTable();
    private final TensorFilter filter = new TensorFilter(table);
    private LayerTree tree = new LayerTree(List.of());
    private boolean selecting;

    public LayersView(WorkbenchModel model) {
        this.model = model;
        getStyleClass().add("layers-view");
        setId("layers");
        filter.textProperty().subscribe((before, now) -> showItems());
        HBox.setHgrow(filter, Priority.ALWAYS);
        Label title = new Label(Texts.text("layers.title"));
        title.getStyleClass().add("pane-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        HBox header = new HBox(8, title, filter);
        header.getStyleClass().add("pane-header");
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(header, table);
        prepareTable();
        followModel();
    }

    /** Gives the keyboard to the table. */
    @Override
    public void requestFocus() {
        table.requestFocus();
    }

    @Override
    public void makeLines() {
        table.makeLines(getScene().getHeight());
    }

    /** Puts the cursor into the filter. */
    public void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    /** Copies the table as it is filtered and sorted, one line per tensor. */
    public void copyAll() {
        ClipboardText.copy(TensorText.of(table.shownTensors()));
    }

    private void copySelected() {
        List<LayerRow> selected = table.selectedTensors();
        ClipboardText.copy(TensorText.of(selected.isEmpty() ? table.shownTensors() : selected));
    }

    private void prepareTable() {
        table.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<TreeItem<LayerRow>>) change -> selected());
        table.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (COPY.match(event)) {
                        copySelected();
                        event.consume();
                    }
                });
        MenuItem copy = item("layers.copy", this::copySelected);
        copy.setAccelerator(COPY);
        table.setContextMenu(
                new ContextMenu(
                        copy,
                        item("layers.copy.all", this::copyAll),
                        new SeparatorMenuItem(),
                        item("layers.expand", () -> table.setBlocksExpanded(true)),
                        item("layers.collapse", () -> table.setBlocksExpanded(false))));
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(Texts.text(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    private void followModel() {
        model.sessions().sessionProperty().subscribe(this::showSession);
        model.sweep()
                .outcomes()
                .addListener(
                        (MapChangeListener<String, TensorOutcome>)
                                change -> {
                                    if (change.wasAdded()) {
                                        tree.show(change.getKey(), change.getValueAdded());
                                    }
                                });
        model.sweep().progressProperty().subscribe(progress -> tree.sumUp());
        model.sweep().totalsProperty().subscribe(totals -> tree.sumUp());
        model.sweep().currentProperty().subscribe(this::sortAgain);
        Comparison comparison = model.comparison();
        comparison.shownRecipeProperty().subscribe(recipe -> tree.markStale(recipe));
        comparison.heldTotalsProperty().subscribe(totals -> showHeld());
        comparison
                .comparedProperty()
                .subscribe(both -> {
                    table.setCompared(both);
                    showHeld();
                });
        model.selection().addListener((ListChangeListener<TensorInfo>) change -> followSelection());
    }

    private void showSession(Optional<CheckpointSession> session) {
        tree = new LayerTree(session.map(CheckpointSession::tensors).orElse(List.of()));
        filter.clear();
        showItems();
    }

    private void showHeld() {
        boolean both = model.comparison().comparedProperty().get();
        tree.showHeld(both ? model.comparison().heldOutcomes() : Map.of());
    }

    private void showItems() {
        selecting = true;
        table.show(tree.items(filter.getText()));
        selecting = false;
        followSelection();
    }

    /** Figures that the order depends on have changed; lines must not jump during a drag. */
    private void sortAgain(boolean current) {
        if (current && table.isSortedByFigures() && !model.editor().history().inGesture()) {
            selecting = true;
            table.sort();
            selecting = false;
            followSelection();
        }
    }

    private void selected() {
        if (selecting) {
            return;
        }
        List<TensorInfo> picked =
                table.selectedTensors().stream().flatMap(row -> row.tensor().stream()).toList();
        if (!picked.isEmpty() && !picked.equals(model.selection())) {
            selecting = true;
            model.selection().setAll(picked);
            selecting = false;
        }
    }

    private void followSelection() {
        if (selecting) {
            return;
        }
        selecting = true;
        table.getSelectionModel().clearSelection();
        for (TensorInfo tensor : model.selection()) {
            tree.row(tensor.name())
                    .flatMap(this::item)
                    .ifPresent(item -> {
                        item.getParent().setExpanded(true);
                        int index = table.getRow(item);
                        table.getSelectionModel().select(index);
                    });
        }
        selecting = false;
    }

    private Optional<TreeItem<LayerRow>> item(LayerRow row) {
        return table.getRoot().getChildren().stream()
                .flatMap(block -> block.getChildren().stream())
                .filter(item -> item.getValue() == row)
                .findFirst();
    }
}

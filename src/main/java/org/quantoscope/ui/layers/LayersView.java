package org.quantoscope.ui.layers;

import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.CheckpointSession;
import org.quantoscope.ui.model.WorkbenchModel;

import java.util.List;
import java.util.Optional;

/** The tensors of the open model, block by block, with a filter; its selection is the window's. */
public final class LayersView extends VBox {
    private static final double NAME_WIDTH = 110;
    private static final double SCROLL_BAR_WIDTH = 12;

    private final WorkbenchModel model;
    private final TreeTableView<LayerRow> table = new TreeTableView<>();
    private final TextField filter = new TextField();
    private LayerTree tree = new LayerTree(List.of());
    private boolean selecting;

    public LayersView(WorkbenchModel model) {
        this.model = model;
        getStyleClass().add("layers-view");
        setId("layers");
        filter.setId("filter");
        filter.setPromptText(Texts.text("layers.filter"));
        Tips.set(filter, Texts.text("layers.filter.hint"));
        filter.textProperty().subscribe((before, now) -> showItems());
        HBox.setHgrow(filter, Priority.ALWAYS);
        Label title = new Label(Texts.text("layers.title"));
        title.getStyleClass().add("pane-title");
        HBox header = new HBox(8, title, filter);
        header.getStyleClass().add("pane-header");
        prepareTable();
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(header, table);
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
        model.selection().addListener((ListChangeListener<TensorInfo>) change -> followSelection());
    }

    /** Puts the cursor into the filter. */
    public void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    private void prepareTable() {
        table.setId("tensors");
        table.setShowRoot(false);
        table.setTableMenuButtonVisible(false);
        table.getColumns().setAll(LayerColumns.all());
        table.getStyleClass().addAll("dense", "layers-table");
        table.setAccessibleText(Texts.text("layers.title"));
        table.widthProperty().subscribe(width -> giveNamesTheRest(width.doubleValue()));
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setPlaceholder(new Label(Texts.text("layers.empty")));
        table.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<TreeItem<LayerRow>>) change -> selected());
    }

    /** Names take what the other columns leave, so that a wider table shows longer names. */
    private void giveNamesTheRest(double width) {
        double others =
                table.getColumns().stream().skip(1).mapToDouble(TreeTableColumn::getWidth).sum();
        table.getColumns()
                .getFirst()
                .setPrefWidth(Math.max(NAME_WIDTH, width - others - SCROLL_BAR_WIDTH));
    }

    private void showSession(Optional<CheckpointSession> session) {
        tree = new LayerTree(session.map(CheckpointSession::tensors).orElse(List.of()));
        filter.clear();
        showItems();
    }

    private void showItems() {
        selecting = true;
        table.setRoot(tree.items(filter.getText()));
        selecting = false;
        followSelection();
    }

    private void selected() {
        if (selecting) {
            return;
        }
        List<TensorInfo> picked =
                table.getSelectionModel().getSelectedItems().stream()
                        .filter(item -> item != null && item.getValue() != null)
                        .flatMap(item -> tensorsOf(item.getValue()))
                        .distinct()
                        .toList();
        if (!picked.isEmpty() && !picked.equals(model.selection())) {
            selecting = true;
            model.selection().setAll(picked);
            selecting = false;
        }
    }

    /** A block stands for all its tensors. */
    private static java.util.stream.Stream<TensorInfo> tensorsOf(LayerRow row) {
        return row.tensor().isPresent()
                ? row.tensor().stream()
                : row.members().stream().flatMap(member -> member.tensor().stream());
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

package org.quantoscope.ui.layers;

import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableColumn.SortType;
import javafx.scene.control.TreeTableView;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.text.Texts;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The tree-table itself: its columns, its order and what is selected in it.
 *
 * <p>Whatever it is sorted by, lines that are equal stay in the model's order, what lies outside
 * the blocks stays last, and a column clicked a third time brings the model's order back.
 */
final class LayerTable extends TreeTableView<LayerRow> {
    /** More than there is room for on any screen. */
    private static final int LINES = 200;

    /** A name that can be told from the others. */
    private static final double NAME_WIDTH = 110;

    /** A name as most are; columns that would take it from the names are scrolled to. */
    private static final double WHOLE_NAME = 140;

    private static final double SCROLL_BAR_WIDTH = 12;

    LayerTable() {
        setId("tensors");
        setAccessibleText(Texts.text("layers.title"));
        setShowRoot(false);
        getColumns().setAll(LayerColumns.all());
        getStyleClass().addAll("dense", "layers-table");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setPlaceholder(new Label(Texts.text("layers.empty")));
        widthProperty().subscribe(width -> share(width.doubleValue()));
        setSortPolicy(table -> {
            arrange(getRoot());
            return true;
        });
    }

    /** Shows other lines, in the order asked for. */
    void show(TreeItem<LayerRow> root) {
        arrange(root);
        setRoot(root);
    }

    /** Shows or hides the columns of the recipe that is held beside. */
    void setCompared(boolean value) {
        getColumns().stream()
                .filter(column -> column.getStyleClass().contains("held-column"))
                .forEach(column -> column.setVisible(value));
        share(getWidth());
        // Lines remember how wide they were, and would be scrolled sideways for no column.
        Platform.runLater(this::refresh);
    }

    /** Makes the lines that the table has room for at this height, and shows none again. */
    void makeLines(double height) {
        LayerRow row = LayerRow.block("", List.of(), 0);
        TreeItem<LayerRow> lines = new TreeItem<>();
        for (int i = 0; i < LINES; i++) {
            lines.getChildren().add(new TreeItem<>(row));
        }
        TreeItem<LayerRow> shown = getRoot();
        setRoot(lines);
        resize(getWidth(), height);
        applyCss();
        layout();
        setRoot(shown);
        getParent().requestLayout();
    }

    /** Whether the order depends on figures, which change with the recipe. */
    boolean isSortedByFigures() {
        return getSortOrder().stream()
                .anyMatch(column -> column.getStyleClass().contains("number-column"));
    }

    /** The selected lines from top to bottom; a block stands for those of its tensors shown. */
    List<LayerRow> selectedTensors() {
        return getSelectionModel().getSelectedIndices().stream()
                .sorted()
                .map(this::getTreeItem)
                .filter(Objects::nonNull)
                .flatMap(LayerTable::tensors)
                .distinct()
                .toList();
    }

    /** Every line of a tensor that is not filtered away, from top to bottom. */
    List<LayerRow> shownTensors() {
        return getRoot().getChildren().stream()
                .flatMap(block -> block.getChildren().stream())
                .map(TreeItem::getValue)
                .toList();
    }

    /** Opens or closes every block. */
    void setBlocksExpanded(boolean value) {
        getRoot().getChildren().forEach(block -> block.setExpanded(value));
    }

    private static Stream<LayerRow> tensors(TreeItem<LayerRow> item) {
        return item.isLeaf()
                ? Stream.of(item.getValue())
                : item.getChildren().stream().map(TreeItem::getValue);
    }

    private void arrange(@Nullable TreeItem<LayerRow> item) {
        if (item == null) {
            return;
        }
        FXCollections.sort(item.getChildren(), Comparator.comparing(TreeItem::getValue, order()));
        item.getChildren().forEach(this::arrange);
    }

    private Comparator<LayerRow> order() {
        Comparator<LayerRow> order = Comparator.comparing(LayerRow::isOutside);
        for (TreeTableColumn<LayerRow, ?> column : getSortOrder()) {
            if (column instanceof LayerColumn<?> sorted) {
                boolean descending = column.getSortType() == SortType.DESCENDING;
                order = order.thenComparing(sorted.sortKey().order(descending));
            }
        }
        return order.thenComparingInt(LayerRow::place);
    }

    /**
     * Names take what is left by as many of the other columns as leave them enough: a narrow table
     * shows its first columns whole and is scrolled to the others. Hiding those instead would make
     * every line anew whenever a page takes room or gives it back.
     */
    private void share(double width) {
        List<Double> others =
                getVisibleLeafColumns().stream().skip(1).map(TreeTableColumn::getWidth).toList();
        double room = width - SCROLL_BAR_WIDTH;
        double names = room - others.getFirst();
        for (double other : others.subList(1, others.size())) {
            if (names - other < WHOLE_NAME) {
                break;
            }
            names -= other;
        }
        getColumns().getFirst().setPrefWidth(Math.max(NAME_WIDTH, names));
        // A table that has become wide enough would stay where it was scrolled to, with lines
        // missing.
        scrollToColumnIndex(0);
    }
}

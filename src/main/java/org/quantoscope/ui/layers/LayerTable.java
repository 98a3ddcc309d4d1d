package org.quantoscope.ui.layers;

import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
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
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tree-table itself: its columns, its order and what is selected in it.
 *
 * <p>Whatever it is sorted by, lines that are equal stay in the model's order, what lies outside
 * the blocks stays last, and a column clicked a third time brings the model's order back.
 */
final class LayerTable extends TreeTableView<LayerRow> {
    private static final double NAME_WIDTH = 110;
    private static final double SCROLL_BAR_WIDTH = 12;

    /** Narrower than this, the table shows these columns only. */
    private static final double NARROW = 440;

    /** Narrower than this, two recipes take the room of the numbers of weights. */
    private static final double NARROW_FOR_TWO = 680;

    private static final PseudoClass NARROW_TABLE = PseudoClass.getPseudoClass("narrow");

    /** Narrower than this, only the first two of them. */
    private static final double NARROWEST = 270;

    private static final Set<String> WHERE_NARROWEST = Set.of("column-name", "column-bits");

    private static final Set<String> WHERE_NARROW =
            Set.of("column-name", "column-bits", "column-kl");

    /** Whether a recipe is held beside. */
    private boolean compared;

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

    /**
     * Shows or hides the columns of the recipe that is held beside; facts of the header, which no
     * recipe changes, make room for them.
     */
    void setCompared(boolean value) {
        compared = value;
        share(getWidth());
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
     * Names take what the other columns leave, so that a wider table shows longer names; a narrow
     * one shows few other columns.
     */
    private void share(double width) {
        boolean narrow = width > 0 && width < NARROW;
        Set<String> few = width < NARROWEST ? WHERE_NARROWEST : WHERE_NARROW;
        boolean changes = false;
        pseudoClassStateChanged(NARROW_TABLE, narrow);
        for (TreeTableColumn<LayerRow, ?> column : getColumns()) {
            boolean held = column.getStyleClass().contains("held-column");
            boolean fact = column.getStyleClass().contains("fact-column");
            boolean spared =
                    compared && width < NARROW_FOR_TWO && column.getId().equals("column-weights");
            boolean visible =
                    (compared ? !fact : !held)
                            && !spared
                            && (!narrow || few.contains(column.getId()));
            changes |= visible != column.isVisible();
            column.setVisible(visible);
        }
        if (changes) {
            // Lines remember how wide they were, and would be scrolled sideways for no column.
            Platform.runLater(this::refresh);
        }
        double others =
                getVisibleLeafColumns().stream()
                        .skip(1)
                        .mapToDouble(TreeTableColumn::getWidth)
                        .sum();
        getColumns()
                .getFirst()
                .setPrefWidth(Math.max(NAME_WIDTH, width - others - SCROLL_BAR_WIDTH));
    }
}

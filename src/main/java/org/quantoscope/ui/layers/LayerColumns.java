package org.quantoscope.ui.layers;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.control.Tips;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The columns of the table: names and facts of the header, and figures that follow the recipe. */
final class LayerColumns {
    /** Style class of columns whose heads stand right, over their figures. */
    private static final String NUMBER = "number-column";

    private LayerColumns() {}

    static List<TreeTableColumn<LayerRow, ?>> all() {
        return List.of(
                name(),
                fact("shape", 84, row -> row.tensor().map(it -> it.shape().toString()).orElse("")),
                fact("type", 44, row -> row.tensor().map(it -> it.dtype().toString()).orElse("")),
                weights(),
                figure("bits", 54, RowFigures::bits, value -> Figures.fixed(value, 2), true),
                figure("kl", 66, RowFigures::weightKl, value -> Figures.fixed(value, 4), false),
                figure("sqnr", 52, RowFigures::sqnrDb, value -> Figures.fixed(value, 1), false),
                figure(
                        "salient",
                        54,
                        RowFigures::salientShare,
                        value -> Figures.fixed(100 * value, 2),
                        false));
    }

    private static TreeTableColumn<LayerRow, LayerRow> name() {
        TreeTableColumn<LayerRow, LayerRow> column = column("name", 150);
        column.getStyleClass().remove(NUMBER);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
        column.setCellFactory(ignored -> new RowCells.Name());
        column.setComparator((a, b) -> naturally(a.name(), b.name()));
        return column;
    }

    private static TreeTableColumn<LayerRow, RowFigures> figure(
            String key,
            double width,
            ToDoubleFunction<RowFigures> value,
            Function<Double, String> format,
            boolean showsNote) {
        TreeTableColumn<LayerRow, RowFigures> column = column(key, width);
        column.setCellValueFactory(cell -> cell.getValue().getValue().figures());
        column.setCellFactory(ignored -> new RowCells.Figure(value, format, showsNote));
        column.setComparator(
                (a, b) -> Double.compare(value.applyAsDouble(a), value.applyAsDouble(b)));
        return column;
    }

    private static TreeTableColumn<LayerRow, Long> weights() {
        TreeTableColumn<LayerRow, Long> column = column("weights", 60);
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue().weights()));
        column.setCellFactory(ignored -> new RowCells.Weights());
        return column;
    }

    private static TreeTableColumn<LayerRow, String> fact(
            String key, double width, Function<LayerRow, String> text) {
        TreeTableColumn<LayerRow, String> column = column(key, width);
        column.getStyleClass().remove(NUMBER);
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue().getValue())));
        column.setCellFactory(ignored -> new RowCells.Fact());
        return column;
    }

    private static <T> TreeTableColumn<LayerRow, T> column(String key, double width) {
        TreeTableColumn<LayerRow, T> column = new TreeTableColumn<>();
        String title = Texts.text("layers.column." + key);
        String unit = Texts.textOr("layers.column." + key + ".unit", "");
        // Screen readers read the text; the screen shows the graphic.
        column.setText(unit.isEmpty() ? title : title + ", " + unit);
        column.setGraphic(head(title, unit, Texts.text("layers.column." + key + ".hint")));
        column.setId("column-" + key);
        column.setPrefWidth(width);
        column.getStyleClass().add(NUMBER);
        return column;
    }

    private static Node head(String title, String unit, String hint) {
        Label words = new Label(title);
        Label below = new Label(unit);
        below.getStyleClass().add("unit");
        VBox head = new VBox(words, below);
        head.getStyleClass().add("column-head");
        Tooltip.install(head, Tips.of(hint));
        return head;
    }

    /** Compares names so that layer 10 comes after layer 9. */
    private static int naturally(String a, String b) {
        return pad(a).compareTo(pad(b));
    }

    private static String pad(String name) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(name)
                .replaceAll(number ->
                        "0".repeat(Math.max(0, 8 - number.group().length())) + number.group());
    }
}

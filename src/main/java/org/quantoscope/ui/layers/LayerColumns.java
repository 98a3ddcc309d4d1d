package org.quantoscope.ui.layers;

import javafx.beans.property.ReadOnlyObjectWrapper;

import org.quantoscope.ui.control.Figures;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The columns of the table: names, figures that follow the recipe, and facts of the header. */
final class LayerColumns {
    private LayerColumns() {}

    static List<LayerColumn<?>> all() {
        return List.of(
                name(),
                figure("bits", 54, RowFigures::bits, value -> Figures.fixed(value, 2), true),
                held("bits", 48, RowFigures::bits, value -> Figures.fixed(value, 2)),
                figure("kl", 72, RowFigures::weightKl, value -> Figures.fixed(value, 4), false),
                held("kl", 60, RowFigures::weightKl, value -> Figures.fixed(value, 4)),
                figure("sqnr", 52, RowFigures::sqnrDb, value -> Figures.fixed(value, 1), false),
                held("sqnr", 46, RowFigures::sqnrDb, value -> Figures.fixed(value, 1)),
                figure(
                        "salient",
                        58,
                        RowFigures::salientShare,
                        value -> Figures.fixed(100 * value, 2),
                        false),
                weights(),
                fact("shape", 84, row -> row.tensor().map(it -> it.shape().toString()).orElse("")),
                type());
    }

    private static LayerColumn<LayerRow> name() {
        LayerColumn<LayerRow> column =
                new LayerColumn<>("name", 150, SortKey.byWords(LayerRow::name));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
        column.setCellFactory(ignored -> new RowCells.Name());
        return column;
    }

    private static LayerColumn<RowFigures> figure(
            String key,
            double width,
            ToDoubleFunction<RowFigures> value,
            Function<Double, String> format,
            boolean showsNote) {
        LayerColumn<RowFigures> column =
                new LayerColumn<RowFigures>(key, width, SortKey.byFigure(value)).ofNumbers();
        column.setCellValueFactory(cell -> cell.getValue().getValue().figures());
        column.setCellFactory(ignored -> new RowCells.Figure(value, format, showsNote));
        return column;
    }

    /** The same figure under the recipe that is held; on screen while two are compared. */
    private static LayerColumn<RowFigures> held(
            String key,
            double width,
            ToDoubleFunction<RowFigures> value,
            Function<Double, String> format) {
        LayerColumn<RowFigures> column =
                new LayerColumn<RowFigures>(
                                key + ".held",
                                width,
                                SortKey.by(row ->
                                        Optional.of(value.applyAsDouble(row.held().get()))
                                                .filter(it -> !it.isNaN())))
                        .ofNumbers();
        column.getStyleClass().add("held-column");
        column.setCellValueFactory(cell -> cell.getValue().getValue().held());
        column.setCellFactory(ignored -> new RowCells.Figure(value, format, key.equals("bits")));
        column.setVisible(false);
        return column;
    }

    private static LayerColumn<Long> weights() {
        LayerColumn<Long> column =
                new LayerColumn<Long>("weights", 60, SortKey.by(row -> Optional.of(row.weights())))
                        .ofNumbers();
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue().weights()));
        column.setCellFactory(ignored -> new RowCells.Weights());
        return column;
    }

    /** How a tensor is stored; on hover what that makes of it as a reference. */
    private static LayerColumn<LayerRow> type() {
        LayerColumn<LayerRow> column =
                new LayerColumn<>(
                        "type",
                        44,
                        SortKey.byWords(row -> row.tensor().map(it -> it.encoding()).orElse("")));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
        column.setCellFactory(ignored -> new RowCells.Type());
        return column;
    }

    private static LayerColumn<String> fact(
            String key, double width, Function<LayerRow, String> text) {
        LayerColumn<String> column = new LayerColumn<>(key, width, SortKey.byWords(text));
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue().getValue())));
        column.setCellFactory(ignored -> new RowCells.Fact());
        return column;
    }
}

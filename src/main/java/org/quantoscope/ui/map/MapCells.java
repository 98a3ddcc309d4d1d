package org.quantoscope.ui.map;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.chart.HeatMapData;
import org.quantoscope.ui.chart.HeatMapData.Kind;
import org.quantoscope.ui.model.FoldedOutcome;
import org.quantoscope.ui.model.LayerGrid;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Turns outcomes into the cells of a map. */
final class MapCells {
    private final LayerGrid layout;
    private final MapMeasure measure;
    private final Function<TensorOutcome.Quantized, OptionalDouble> forward;

    /**
     * @param forward what is known of errors on a text
     */
    MapCells(
            LayerGrid layout,
            MapMeasure measure,
            Function<TensorOutcome.Quantized, OptionalDouble> forward) {
        this.layout = layout;
        this.measure = measure;
        this.forward = forward;
    }

    /** One cell per place, in the places' order. */
    List<HeatMapData.Cell> of(Map<String, TensorOutcome> outcomes, Recipe recipe) {
        List<HeatMapData.Cell> cells = new ArrayList<>();
        for (LayerGrid.Place place : layout.places()) {
            cells.add(cell(place, outcomes, recipe));
        }
        return cells;
    }

    /** What of {@code one} is left after {@code other} is taken away, where both have a value. */
    static List<HeatMapData.Cell> difference(
            List<HeatMapData.Cell> one, List<HeatMapData.Cell> other) {
        List<HeatMapData.Cell> cells = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            HeatMapData.Cell a = one.get(i);
            HeatMapData.Cell b = other.get(i);
            boolean values = a.kind() == Kind.VALUE && b.kind() == Kind.VALUE;
            Kind kind = a.kind() == Kind.VALUE ? b.kind() : a.kind();
            cells.add(
                    new HeatMapData.Cell(
                            a.row(),
                            a.column(),
                            kind,
                            values ? a.value() - b.value() : Double.NaN,
                            a.stale() || b.stale(),
                            a.label()));
        }
        return cells;
    }

    /** Cells of {@code one} with those of {@code other} beside. */
    static List<HeatMapData.Cell> beside(List<HeatMapData.Cell> one, List<HeatMapData.Cell> other) {
        List<HeatMapData.Cell> cells = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            cells.add(one.get(i).with(other.get(i)));
        }
        return cells;
    }

    /** Values of cells that have one. */
    static double[] values(List<HeatMapData.Cell> cells) {
        return cells.stream()
                .flatMap(HeatMapData.Cell::halves)
                .filter(cell -> cell.kind() == Kind.VALUE)
                .mapToDouble(HeatMapData.Cell::value)
                .toArray();
    }

    HeatMapData data(List<HeatMapData.Cell> cells, HeatMapData.Legend legend) {
        List<String> columns = new ArrayList<>(layout.columns());
        columns.addAll(Collections.nCopies(Math.max(0, layout.width() - columns.size()), ""));
        List<String> rows = new ArrayList<>();
        layout.layers().forEach(layer -> rows.add(Integer.toString(layer)));
        if (layout.hasOutside()) {
            rows.add(Texts.text("map.outside"));
        }
        return new HeatMapData(
                columns, Texts.text("map.layer"), rows, layout.layers().size(), cells, legend);
    }

    private HeatMapData.Cell cell(
            LayerGrid.Place place, Map<String, TensorOutcome> outcomes, Recipe recipe) {
        FoldedOutcome folded = FoldedOutcome.of(place.tensors(), outcomes, recipe);
        Kind kind =
                switch (folded.kind()) {
                    case QUANTIZED -> Kind.VALUE;
                    case KEPT -> Kind.KEPT;
                    case REFUSED -> Kind.REFUSED;
                    case UNKNOWN -> Kind.UNKNOWN;
                };
        double value =
                folded.quantized().isEmpty() ? Double.NaN : measure.of(folded.quantized(), forward);
        if (measure == MapMeasure.FORWARD_ERROR && Double.isNaN(value) && kind == Kind.VALUE) {
            kind = Kind.UNKNOWN;
        }
        String label = layout.isOutside(place) ? place.role() : "";
        return new HeatMapData.Cell(
                place.row(), place.column(), kind, value, folded.stale(), label);
    }
}

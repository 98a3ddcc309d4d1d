package org.quantoscope.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** SQNR of every layer and role as a table with shades; tensors of one cell are taken together. */
final class LayerGrid {
    private final Map<Integer, Map<TensorRole, List<LayerReport>>> cells = new TreeMap<>();
    private final SortedSet<TensorRole> roles = new TreeSet<>();

    private LayerGrid() {}

    static DomContent of(CheckpointReport report) {
        LayerGrid grid = new LayerGrid();
        for (TensorOutcome outcome : report.outcomes()) {
            if (outcome instanceof TensorOutcome.Quantized(var decision, LayerReport layer)
                    && layer.tensor().layer().isPresent()) {
                grid.add(layer.tensor().layer().getAsInt(), layer);
            }
        }
        return grid.cells();
    }

    private void add(int layer, LayerReport report) {
        roles.add(report.tensor().role());
        cells.computeIfAbsent(layer, number -> new TreeMap<>())
                .computeIfAbsent(report.tensor().role(), role -> new ArrayList<>())
                .add(report);
    }

    private DomContent cells() {
        double[] all =
                cells.values().stream()
                        .flatMap(row -> row.values().stream())
                        .mapToDouble(LayerGrid::sqnr)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        double low = all.length == 0 ? 0 : all[0];
        double high = all.length == 0 ? 1 : all[all.length - 1];
        return table(
                        thead(tr(th("SQNR dB"), each(roles, role -> th(role.key())))),
                        tbody(
                                each(
                                        cells.entrySet(),
                                        row ->
                                                tr(
                                                        th("layer " + row.getKey()),
                                                        each(
                                                                roles,
                                                                role ->
                                                                        cell(
                                                                                row.getValue()
                                                                                        .get(role),
                                                                                low,
                                                                                high))))))
                .withClass("grid");
    }

    private static DomContent cell(@Nullable List<LayerReport> tensors, double low, double high) {
        if (tensors == null) {
            return td("—");
        }
        double value = sqnr(tensors);
        double share = high > low && Double.isFinite(value) ? (value - low) / (high - low) : 1;
        return td(Figures.fixed(value, 1))
                .withStyle("--v:" + Figures.fixed(share, 3))
                .withTitle(
                        String.join(
                                ", ",
                                tensors.stream().map(report -> report.tensor().name()).toList()));
    }

    private static double sqnr(List<LayerReport> tensors) {
        double error = 0;
        double squares = 0;
        for (LayerReport report : tensors) {
            error += report.error().mse() * report.tensor().elementCount();
            squares += report.stats().sumSquares();
        }
        return -10 * Math.log10(error / squares);
    }
}

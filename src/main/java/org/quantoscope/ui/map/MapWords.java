package org.quantoscope.ui.map;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.HeatMapData;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.model.LayerGrid;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells of the map in words, for the line below it and for spreadsheets. */
final class MapWords {
    private static final int NAMES = 2;

    private MapWords() {}

    /** Names, value with unit, and why there is none. */
    static String reading(
            LayerGrid.Place place,
            HeatMapData.Cell cell,
            String measure,
            String value,
            String unknown,
            Map<String, TensorOutcome> outcomes) {
        long weights = place.tensors().stream().mapToLong(TensorInfo::elementCount).sum();
        String head =
                Texts.text(
                        "map.reading", names(place.tensors()), Figures.compact(weights), measure);
        String said =
                switch (cell.kind()) {
                    case VALUE -> value + mean(place, outcomes);
                    case KEPT, REFUSED -> reason(place, outcomes);
                    case UNKNOWN -> unknown;
                };
        return head + " " + said + (cell.stale() ? Texts.text("map.stale") : "");
    }

    private static String names(List<TensorInfo> tensors) {
        String first =
                tensors.stream()
                        .limit(NAMES)
                        .map(TensorInfo::name)
                        .collect(Collectors.joining(", "));
        return tensors.size() <= NAMES
                ? first
                : Texts.text("map.reading.more", first, tensors.size() - NAMES);
    }

    /** Several tensors share one cell: says so, and how many of them it is about. */
    private static String mean(LayerGrid.Place place, Map<String, TensorOutcome> outcomes) {
        long quantized =
                place.tensors().stream()
                        .filter(it -> outcomes.get(it.name()) instanceof TensorOutcome.Quantized)
                        .count();
        return place.tensors().size() == 1
                ? ""
                : Texts.text("map.mean", quantized, place.tensors().size());
    }

    private static String reason(LayerGrid.Place place, Map<String, TensorOutcome> outcomes) {
        return place.tensors().stream()
                .map(tensor -> reason(outcomes.get(tensor.name())))
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .limit(NAMES)
                .collect(Collectors.joining("; "));
    }

    private static String reason(@Nullable TensorOutcome outcome) {
        return switch (outcome) {
            case TensorOutcome.Kept kept -> Texts.text("map.kept", kept.decision().reason());
            case TensorOutcome.Refused refused -> refused.message();
            case null, default -> "";
        };
    }

    /** The cells as lines: layer, role, tensors, weights, value. */
    static TableText table(LayerGrid layout, HeatMapData data, String measure) {
        List<List<String>> lines = new ArrayList<>();
        boolean both = data.cells().stream().anyMatch(it -> it.beside().isPresent());
        List<String> head =
                new ArrayList<>(List.of("layer", "role", "tensors", "weights", "outcome", measure));
        if (both) {
            head.add("B");
        }
        lines.add(head);
        for (int i = 0; i < layout.places().size(); i++) {
            LayerGrid.Place place = layout.places().get(i);
            HeatMapData.Cell cell = data.cells().get(i);
            boolean value = cell.kind() == HeatMapData.Kind.VALUE;
            List<String> line = new ArrayList<>();
            line.addAll(
                    List.of(
                            layout.isOutside(place)
                                    ? ""
                                    : Integer.toString(layout.layers().get(place.row())),
                            place.role(),
                            place.tensors().stream()
                                    .map(TensorInfo::name)
                                    .collect(Collectors.joining(" ")),
                            Long.toString(
                                    place.tensors().stream()
                                            .mapToLong(TensorInfo::elementCount)
                                            .sum()),
                            value ? "quantized" : cell.kind().name().toLowerCase(Locale.ROOT),
                            value ? Double.toString(cell.value()) : ""));
            cell.beside()
                    .map(it ->
                            it.kind() == HeatMapData.Kind.VALUE ? Double.toString(it.value()) : "")
                    .ifPresent(line::add);
            lines.add(line);
        }
        return new TableText(lines);
    }
}

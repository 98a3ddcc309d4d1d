package org.quantoscope.ui.layers;

import javafx.scene.control.TreeItem;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The lines of one model: blocks in order, what lies outside of them last, and how to find a
 * tensor's line.
 */
final class LayerTree {
    private final List<LayerRow> blocks = new ArrayList<>();
    private final Map<String, LayerRow> byName = new HashMap<>();

    LayerTree(List<TensorInfo> tensors) {
        Map<Integer, List<LayerRow>> layers = new TreeMap<>();
        List<LayerRow> outside = new ArrayList<>();
        for (TensorInfo tensor : tensors) {
            LayerRow row = LayerRow.of(shortName(tensor), tensor, byName.size());
            byName.put(tensor.name(), row);
            OptionalInt layer = tensor.layer();
            if (layer.isPresent()) {
                layers.computeIfAbsent(layer.getAsInt(), key -> new ArrayList<>()).add(row);
            } else {
                outside.add(row);
            }
        }
        layers.forEach((layer, rows) ->
                blocks.add(LayerRow.block(Texts.text("layers.block", layer), rows, blocks.size())));
        if (!outside.isEmpty()) {
            blocks.add(LayerRow.outside(Texts.text("layers.outside"), outside));
        }
    }

    Optional<LayerRow> row(String tensorName) {
        return Optional.ofNullable(byName.get(tensorName));
    }

    /**
     * Shows an outcome in its tensor's line and the sum in its block's; nothing for an unknown
     * tensor.
     */
    void show(String tensorName, TensorOutcome outcome) {
        LayerRow row = byName.get(tensorName);
        if (row != null) {
            row.show(outcome);
        }
    }

    /** Shows what the recipe held beside makes of every tensor; nothing where it is unknown. */
    void showHeld(Map<String, TensorOutcome> outcomes) {
        byName.forEach((name, row) -> row.showHeld(Optional.ofNullable(outcomes.get(name))));
        sumUp();
    }

    /** Marks the figures that are not of this recipe. */
    void markStale(Recipe recipe) {
        byName.values().forEach(row -> row.markStale(recipe));
        sumUp();
    }

    void sumUp() {
        blocks.forEach(LayerRow::sumUp);
    }

    /** Tree items of every line whose tensor's name contains the words of {@code filter}. */
    TreeItem<LayerRow> items(String filter) {
        TreeItem<LayerRow> root = new TreeItem<>();
        String[] words = filter.trim().toLowerCase(Locale.ROOT).split("\\s+");
        for (LayerRow block : blocks) {
            TreeItem<LayerRow> item = new TreeItem<>(block);
            for (LayerRow row : block.members()) {
                if (matches(block, row, words)) {
                    item.getChildren().add(new TreeItem<>(row));
                }
            }
            if (!item.getChildren().isEmpty()) {
                item.setExpanded(
                        !filter.isBlank() || blocks.size() <= 3 || block == blocks.getFirst());
                root.getChildren().add(item);
            }
        }
        return root;
    }

    private static boolean matches(LayerRow block, LayerRow row, String[] words) {
        String text =
                row.tensor()
                        .map(it ->
                                block.name()
                                        + ' '
                                        + it.name()
                                        + ' '
                                        + it.role().key()
                                        + ' '
                                        + it.encoding())
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** The name without what the block's line already says. */
    private static String shortName(TensorInfo tensor) {
        String name = tensor.name();
        if (tensor.layer().isPresent()) {
            String mark = "." + tensor.layer().getAsInt() + ".";
            int at = name.indexOf(mark);
            if (at >= 0 && at + mark.length() < name.length()) {
                return withoutWeight(name.substring(at + mark.length()));
            }
        }
        return withoutWeight(name);
    }

    /** Nearly every name ends so; the full name is a hover away. */
    private static String withoutWeight(String name) {
        String ending = ".weight";
        return name.endsWith(ending) && name.length() > ending.length()
                ? name.substring(0, name.length() - ending.length())
                : name;
    }
}

package org.quantoscope.ui.model;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where tensors lie by layer and role: one place for each of both, so that experts and norms of one
 * layer share theirs; what no layer holds lies in a row below.
 *
 * @param columns roles of the blocks, in the order of a forward pass
 * @param layers numbers of the rows
 * @param places places that hold a tensor, row by row; the last row, where there is one more than
 *     layers, is what lies outside
 */
public record LayerGrid(List<String> columns, List<Integer> layers, List<Place> places) {
    /** Vectors that have no role of their own, biases above all. */
    private static final String VECTOR = "vector";

    private static final List<String> ORDER =
            List.of(
                    key(TensorRole.EMBEDDING),
                    key(TensorRole.NORM),
                    key(TensorRole.Q),
                    key(TensorRole.K),
                    key(TensorRole.V),
                    key(TensorRole.O),
                    key(TensorRole.GATE),
                    key(TensorRole.UP),
                    key(TensorRole.DOWN),
                    key(TensorRole.HEAD),
                    key(TensorRole.OTHER),
                    VECTOR);

    /**
     * One place.
     *
     * @param row index of the row
     * @param column index of the column
     * @param role what its tensors do
     * @param tensors in the checkpoint's order, at least one
     */
    public record Place(int row, int column, String role, List<TensorInfo> tensors) {}

    public static LayerGrid of(List<TensorInfo> tensors) {
        Map<Integer, Map<String, List<TensorInfo>>> layers = new TreeMap<>();
        Map<String, List<TensorInfo>> outside = new TreeMap<>(byOrder());
        Map<String, Integer> columns = new TreeMap<>(byOrder());
        for (TensorInfo tensor : tensors) {
            boolean inLayer = tensor.layer().isPresent();
            Map<String, List<TensorInfo>> row =
                    inLayer
                            ? layers.computeIfAbsent(
                                    tensor.layer().getAsInt(), layer -> new TreeMap<>(byOrder()))
                            : outside;
            row.computeIfAbsent(role(tensor), role -> new ArrayList<>()).add(tensor);
            if (inLayer) {
                columns.put(role(tensor), 0);
            }
        }
        List<String> names = List.copyOf(columns.keySet());
        List<Place> places = new ArrayList<>();
        for (Map<String, List<TensorInfo>> row : layers.values()) {
            int at = places.isEmpty() ? 0 : places.getLast().row() + 1;
            row.forEach((role, held) ->
                    places.add(new Place(at, names.indexOf(role), role, List.copyOf(held))));
        }
        int column = 0;
        for (Map.Entry<String, List<TensorInfo>> entry : outside.entrySet()) {
            places.add(
                    new Place(
                            layers.size(),
                            column++,
                            entry.getKey(),
                            List.copyOf(entry.getValue())));
        }
        return new LayerGrid(names, List.copyOf(layers.keySet()), List.copyOf(places));
    }

    public boolean hasOutside() {
        return !places.isEmpty() && places.getLast().row() == layers.size();
    }

    public boolean isOutside(Place place) {
        return place.row() == layers.size();
    }

    /** As many as the widest row needs. */
    public int width() {
        return places.stream().mapToInt(place -> place.column() + 1).max().orElse(0);
    }

    private static String role(TensorInfo tensor) {
        return tensor.role() == TensorRole.OTHER && !tensor.isMatrix()
                ? VECTOR
                : key(tensor.role());
    }

    private static String key(TensorRole role) {
        return role.key();
    }

    private static Comparator<String> byOrder() {
        return Comparator.comparingInt(ORDER::indexOf);
    }
}

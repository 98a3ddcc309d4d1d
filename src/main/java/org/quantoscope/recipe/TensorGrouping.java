package org.quantoscope.recipe;

import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.RecipeDiff.TensorChange;
import org.quantoscope.recipe.RecipeDiff.TensorGroup;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says in few lines which tensors change alike.
 *
 * <p>Tensors of a role and layer stand under both where all of them change alike; some of several,
 * those outside the layers, and those of no known role stand under their names.
 */
final class TensorGrouping {
    private record Change(TensorSpec before, TensorSpec after) {}

    private record Place(TensorRole role, int layer) {}

    private TensorGrouping() {}

    static List<TensorGroup> of(List<TensorChange> changes, List<TensorInfo> all) {
        Map<Place, Integer> sizes = new HashMap<>();
        all.forEach(tensor -> sizes.merge(place(tensor), 1, Integer::sum));
        Map<Change, List<TensorInfo>> byChange = new LinkedHashMap<>();
        for (TensorChange change : changes) {
            byChange.computeIfAbsent(
                            new Change(change.before(), change.after()), it -> new ArrayList<>())
                    .add(change.tensor());
        }
        List<TensorGroup> groups = new ArrayList<>();
        byChange.forEach((change, tensors) -> addAll(groups, change, tensors, sizes));
        return groups;
    }

    private static Place place(TensorInfo tensor) {
        return new Place(tensor.role(), tensor.layer().orElse(-1));
    }

    private static void addAll(
            List<TensorGroup> groups,
            Change change,
            List<TensorInfo> tensors,
            Map<Place, Integer> sizes) {
        Map<Place, List<TensorInfo>> byPlace = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            byPlace.computeIfAbsent(place(tensor), it -> new ArrayList<>()).add(tensor);
        }
        Map<TensorRole, TreeMap<Integer, List<TensorInfo>>> whole = new TreeMap<>();
        List<TensorInfo> named = new ArrayList<>();
        byPlace.forEach((place, there) -> {
            boolean nameable = place.layer() >= 0 && place.role() != TensorRole.OTHER;
            if (nameable && there.size() == sizes.getOrDefault(place, 0)) {
                whole.computeIfAbsent(place.role(), it -> new TreeMap<>())
                        .put(place.layer(), there);
            } else {
                named.addAll(there);
            }
        });
        Map<TreeSet<Integer>, Map<TensorRole, List<TensorInfo>>> byLayers = new LinkedHashMap<>();
        whole.forEach((role, layers) ->
                byLayers.computeIfAbsent(
                                new TreeSet<>(layers.keySet()), it -> new LinkedHashMap<>())
                        .put(role, layers.values().stream().flatMap(List::stream).toList()));
        byLayers.forEach((layers, roles) ->
                groups.add(
                        group(
                                roles.keySet().stream()
                                                .map(TensorRole::key)
                                                .collect(Collectors.joining(", "))
                                        + " of "
                                        + layers(layers),
                                roles.values().stream().flatMap(List::stream).toList(),
                                change)));
        if (!named.isEmpty()) {
            groups.add(group(names(named), named, change));
        }
    }

    private static TensorGroup group(String title, List<TensorInfo> tensors, Change change) {
        return new TensorGroup(title, tensors, change.before(), change.after());
    }

    private static String names(List<TensorInfo> tensors) {
        return tensors.getFirst().name()
                + switch (tensors.size()) {
                    case 1 -> "";
                    case 2 -> ", " + tensors.getLast().name();
                    default -> " and " + (tensors.size() - 1) + " more";
                };
    }

    /** Ranges of consecutive numbers, for example {@code layers 0–4, 7}. */
    private static String layers(TreeSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = numbers.first();
        for (int number : numbers) {
            if (!numbers.contains(number + 1)) {
                ranges.add(first == number ? "" + number : first + "–" + number);
                Integer next = numbers.higher(number);
                first = next == null ? first : next;
            }
        }
        return (numbers.size() == 1 ? "layer " : "layers ") + String.join(", ", ranges);
    }
}

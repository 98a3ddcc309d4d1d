package org.quantoscope.recipe;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds conditions as a person would write them that some tensors of a model fulfil and no other
 * does: roles, layers, or a name with a star for the layer.
 */
final class PlainSelector {
    private PlainSelector() {}

    /**
     * @param wanted at least one tensor
     * @param all every tensor of the model, also those that rules are not asked for
     * @return conditions that are true of exactly {@code wanted}; empty where there are no plain
     *     ones
     */
    static Optional<LayerSelector> of(List<TensorInfo> wanted, List<TensorInfo> all) {
        if (wanted.size() == 1) {
            return Optional.of(LayerSelector.named(wanted.getFirst().name()));
        }
        Set<TensorInfo> exactly = new HashSet<>(wanted);
        return candidates(wanted).stream()
                .filter(selector ->
                        all.stream().allMatch(it -> selector.matches(it) == exactly.contains(it)))
                .findFirst();
    }

    /** Those that say least come first. */
    private static List<LayerSelector> candidates(List<TensorInfo> wanted) {
        List<TensorRole> roles = wanted.stream().map(TensorInfo::role).distinct().sorted().toList();
        Optional<String> glob = commonName(wanted);
        OptionalInt first = wanted.stream().mapToInt(it -> it.layer().orElse(-1)).min();
        Optional<Integer> from = boxed(first);
        Optional<Integer> to = boxed(wanted.stream().mapToInt(it -> it.layer().orElse(-1)).max());
        boolean inLayers = first.orElse(-1) >= 0;
        List<LayerSelector> found = new ArrayList<>();
        boolean known = !roles.contains(TensorRole.OTHER);
        if (known) {
            found.add(selector(Optional.empty(), roles, Optional.empty(), Optional.empty()));
        }
        if (known && inLayers) {
            found.add(selector(Optional.empty(), roles, from, to));
        }
        if (glob.isPresent()) {
            found.add(selector(glob, List.of(), Optional.empty(), Optional.empty()));
        }
        if (glob.isPresent() && inLayers) {
            found.add(selector(glob, List.of(), from, to));
        }
        if (inLayers) {
            found.add(selector(Optional.empty(), List.of(), from, to));
        }
        return found;
    }

    private static Optional<Integer> boxed(OptionalInt layer) {
        return layer.isPresent() ? Optional.of(layer.getAsInt()) : Optional.empty();
    }

    private static LayerSelector selector(
            Optional<String> glob,
            List<TensorRole> roles,
            Optional<Integer> from,
            Optional<Integer> to) {
        return new LayerSelector(glob, Optional.empty(), roles, from, to);
    }

    /** The name that all have but for the number of the layer, for which a star stands. */
    private static Optional<String> commonName(List<TensorInfo> wanted) {
        List<String> names = wanted.stream().map(PlainSelector::withoutLayer).distinct().toList();
        boolean plain = names.size() == 1 && names.getFirst().indexOf('?') < 0;
        return plain ? Optional.of(names.getFirst()) : Optional.empty();
    }

    private static String withoutLayer(TensorInfo tensor) {
        String mark = "." + tensor.layer().orElse(-1) + ".";
        int at = tensor.name().indexOf(mark);
        return at < 0
                ? tensor.name()
                : tensor.name().substring(0, at + 1)
                        + "*"
                        + tensor.name().substring(at + mark.length() - 1);
    }
}

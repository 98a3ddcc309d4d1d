package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a choice per tensor as a recipe that people can read: the commonest specification as the
 * default, one rule for a role over consecutive layers where they agree, and rules by name for the
 * rest.
 */
final class BudgetRecipe {
    private final List<TensorInfo> all;
    private final Map<TensorInfo, QuantizationSpec> chosen = new LinkedHashMap<>();

    private BudgetRecipe(List<TensorInfo> all, List<BudgetPlan.Choice> choices) {
        this.all = all;
        choices.forEach(it -> chosen.put(it.tensor(), it.chosen().spec()));
    }

    /**
     * @param base keeps what it keeps; its rules stay in front, so that its reasons stay readable
     */
    static Recipe of(Recipe base, List<TensorInfo> all, List<BudgetPlan.Choice> choices) {
        BudgetRecipe writer = new BudgetRecipe(all, choices);
        Recipe plain = base.withDefault(writer.commonest(base));
        Recipe readable = writer.byName(writer.byRole(plain));
        return writer.holds(readable) ? readable : writer.byName(plain);
    }

    private boolean holds(Recipe recipe) {
        return all.stream()
                .allMatch(tensor ->
                        chosen.containsKey(tensor)
                                ? recipe.specFor(tensor).equals(chosen.get(tensor))
                                : !recipe.quantizes(tensor));
    }

    /** What most weights get of the tensors that the default decides. */
    private QuantizationSpec commonest(Recipe base) {
        Map<QuantizationSpec, Long> weights = new LinkedHashMap<>();
        chosen.forEach((tensor, spec) -> {
            if (base.decide(tensor).rule().isEmpty()) {
                weights.merge(spec, tensor.elementCount(), Long::sum);
            }
        });
        return weights.entrySet().stream()
                .reduce((most, next) -> next.getValue() > most.getValue() ? next : most)
                .map(Map.Entry::getKey)
                .orElse(base.defaultSpec());
    }

    /** Adds rules for roles over runs of layers whose tensors all get the same. */
    private Recipe byRole(Recipe recipe) {
        List<Rule> rules = new ArrayList<>(recipe.rules());
        for (TensorRole role : TensorRole.values()) {
            TreeMap<Integer, Optional<QuantizationSpec>> layers = new TreeMap<>();
            Map<Integer, Boolean> decided = new HashMap<>();
            for (TensorInfo tensor : all) {
                if (tensor.role() == role
                        && role != TensorRole.OTHER
                        && tensor.layer().isPresent()) {
                    int layer = tensor.layer().getAsInt();
                    Optional<QuantizationSpec> spec = Optional.ofNullable(chosen.get(tensor));
                    layers.merge(layer, spec, (a, b) -> a.equals(b) ? a : Optional.empty());
                    decided.merge(
                            layer,
                            spec.isEmpty() || recipe.specFor(tensor).equals(spec.get()),
                            Boolean::logicalAnd);
                }
            }
            addRuns(role, layers, decided, rules);
        }
        return recipe.withRules(rules);
    }

    private static void addRuns(
            TensorRole role,
            TreeMap<Integer, Optional<QuantizationSpec>> layers,
            Map<Integer, Boolean> decided,
            List<Rule> rules) {
        int first = -1;
        int last = -1;
        for (Map.Entry<Integer, Optional<QuantizationSpec>> entry : layers.entrySet()) {
            int layer = entry.getKey();
            boolean continues =
                    first >= 0
                            && layer == last + 1
                            && entry.getValue().equals(layers.get(first))
                            && !decided.getOrDefault(layer, true);
            if (!continues) {
                addRun(role, first, last, layers, rules);
                first = decided.getOrDefault(layer, true) ? -1 : layer;
            }
            last = layer;
        }
        addRun(role, first, last, layers, rules);
    }

    private static void addRun(
            TensorRole role,
            int first,
            int last,
            TreeMap<Integer, Optional<QuantizationSpec>> layers,
            List<Rule> rules) {
        Optional<QuantizationSpec> spec = layers.getOrDefault(first, Optional.empty());
        if (first >= 0 && last > first && spec.isPresent()) {
            LayerSelector run =
                    new LayerSelector(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(role),
                            Optional.of(first),
                            Optional.of(last));
            rules.add(new Rule(run, spec.get()));
        }
    }

    /** Adds a rule by name for every tensor that would get something else. */
    private Recipe byName(Recipe recipe) {
        List<Rule> rules = new ArrayList<>(recipe.rules());
        List<Rule> added = new ArrayList<>();
        chosen.forEach((tensor, spec) -> {
            if (!recipe.specFor(tensor).equals(spec)) {
                LayerSelector name = LayerSelector.named(tensor.name());
                rules.removeIf(rule -> rule.match().equals(name));
                added.add(new Rule(name, spec));
            }
        });
        rules.addAll(added);
        return recipe.withRules(rules);
    }
}

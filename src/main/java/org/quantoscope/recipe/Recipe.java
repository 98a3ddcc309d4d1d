package org.quantoscope.recipe;

import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which tensor of a model gets which specification.
 *
 * <p>Of the rules that take part and match a tensor the last one decides. Where none does, the
 * matrices of the blocks get the default specification, and embeddings, head, norms, biases,
 * routers of experts and everything outside the blocks are kept. Types that cannot be analysed, and
 * empty tensors, are always kept.
 *
 * @param name for people
 * @param defaultSpec for the matrices of the blocks
 * @param rules exceptions, in order
 */
public record Recipe(String name, QuantizationSpec defaultSpec, List<Rule> rules) {

    private static final String GGUF = ".gguf";

    public Recipe {
        rules = List.copyOf(rules);
    }

    public static Recipe of(String name, QuantizationSpec defaultSpec) {
        return new Recipe(name, defaultSpec, List.of());
    }

    /**
     * A decision and who made it.
     *
     * @param spec what the tensor gets
     * @param rule index of the deciding rule, or empty for the default
     * @param reason one phrase for people
     */
    public record Decision(TensorSpec spec, OptionalInt rule, String reason) {}

    /** Whether {@code tensor} is quantized, not kept. */
    public boolean quantizes(TensorInfo tensor) {
        return specFor(tensor) instanceof QuantizationSpec;
    }

    public TensorSpec specFor(TensorInfo tensor) {
        return decide(tensor).spec();
    }

    public Decision decide(TensorInfo tensor) {
        Decision decision = asAsked(tensor);
        if (!(decision.spec() instanceof QuantizationSpec spec)) {
            return decision;
        }
        String misfit = misfit(tensor, spec);
        return misfit.isEmpty()
                ? decision
                : new Decision(
                        new TensorSpec.Store(ParameterType.F16),
                        decision.rule(),
                        "F16 instead of " + spec.layout().key() + ": " + misfit);
    }

    /** Blocks of a stock format need whole rows of them; else llama-quantize takes F16 as well. */
    private static String misfit(TensorInfo tensor, QuantizationSpec spec) {
        int rowMultiple = spec.layout().rowMultiple(spec);
        if (tensor.columns() % rowMultiple != 0) {
            return "rows of " + tensor.columns() + " are no multiple of " + rowMultiple;
        }
        int outMultiple = spec.layout().outMultiple();
        return tensor.rows() % outMultiple == 0
                ? ""
                : tensor.rows() + " rows are no multiple of " + outMultiple;
    }

    /**
     * Bytes that a tensor which is not quantized takes in the file that the default's layout is
     * for: our own package, a GGUF, or a folder of codes.
     *
     * <p>Codes of another format have no place there: what they stand for is stored as F32. Only a
     * GGUF made from a GGUF carries them.
     */
    public long unquantizedBytes(TensorInfo tensor) {
        boolean gguf = defaultSpec.layout().blocks().isPresent();
        boolean carried = gguf && tensor.file().endsWith(GGUF);
        boolean vector = tensor.shape().rank() <= 1 || tensor.role() == TensorRole.NORM;
        if (!tensor.dtype().isAnalysable() || carried && vector) {
            return tensor.byteCount();
        }
        if (!(gguf && vector) && specFor(tensor) instanceof TensorSpec.Store(var type)) {
            return tensor.elementCount() * type.bytes();
        }
        // llama.cpp computes with vectors in F32.
        boolean widened = gguf && vector || !tensor.isPlain();
        return carried || !widened
                ? tensor.byteCount()
                : tensor.elementCount() * ParameterType.F32.bytes();
    }

    private Decision asAsked(TensorInfo tensor) {
        if (!tensor.dtype().isAnalysable()) {
            return keep("type " + tensor.encoding() + " is passed through");
        }
        if (tensor.elementCount() == 0) {
            return keep("it is empty");
        }
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).enabled() && rules.get(i).match().matches(tensor)) {
                return new Decision(
                        rules.get(i).spec(),
                        OptionalInt.of(i),
                        "rule " + (i + 1) + " of " + rules.size() + ": " + rules.get(i).match());
            }
        }
        return byDefault(tensor);
    }

    /** Whether rules are asked for {@code tensor} at all. */
    static boolean reaches(TensorInfo tensor) {
        return tensor.dtype().isAnalysable() && tensor.elementCount() > 0;
    }

    private Decision byDefault(TensorInfo tensor) {
        if (tensor.layer().isEmpty()) {
            return keep("it is outside the blocks (" + tensor.role().key() + ")");
        }
        if (!tensor.isMatrix()) {
            return keep("it is no matrix");
        }
        if (isRouter(tensor)) {
            return keep("it routes experts");
        }
        return switch (tensor.role()) {
            case EMBEDDING, HEAD, NORM -> keep("its role is " + tensor.role().key());
            default -> new Decision(defaultSpec, OptionalInt.empty(), "default: matrix of a block");
        };
    }

    private static boolean isRouter(TensorInfo tensor) {
        String name = tensor.name();
        return tensor.role() == TensorRole.OTHER
                && (name.endsWith(".gate.weight")
                        || name.endsWith(".router.weight")
                        || name.endsWith("ffn_gate_inp.weight"));
    }

    private static Decision keep(String reason) {
        return new Decision(TensorSpec.KEEP, OptionalInt.empty(), "kept: " + reason);
    }

    public Recipe withDefault(QuantizationSpec spec) {
        return new Recipe(name, spec, rules);
    }

    /** With every specification, also those of rules, as near as another layout allows. */
    public Recipe withLayout(BlockLayout layout) {
        List<Rule> changed =
                rules.stream()
                        .map(rule ->
                                rule.spec() instanceof QuantizationSpec spec
                                        ? rule.withSpec(spec.withLayout(layout))
                                        : rule)
                        .toList();
        return new Recipe(name, defaultSpec.withLayout(layout), changed);
    }

    /**
     * The same for another layout; where that does not permit a group size, the largest one takes
     * its place by which the rows of most weights can be divided.
     *
     * @param tensors of the model
     */
    public Recipe withLayout(BlockLayout layout, List<TensorInfo> tensors) {
        return LayoutFit.of(this, layout, tensors);
    }

    public Recipe withName(String value) {
        return new Recipe(value, defaultSpec, rules);
    }

    public Recipe withRules(List<Rule> value) {
        return new Recipe(name, defaultSpec, value);
    }

    /** With another rule at {@code index}. */
    public Recipe withRule(int index, Rule rule) {
        return changed(list -> list.set(index, rule));
    }

    /** With one more rule, that gets {@code index}. */
    public Recipe withRuleAdded(int index, Rule rule) {
        return changed(list -> list.add(index, rule));
    }

    public Recipe withoutRule(int index) {
        return changed(list -> list.remove(index));
    }

    /** With the rule at {@code from} taken out and put in again so that it gets {@code to}. */
    public Recipe withRuleMoved(int from, int to) {
        return changed(list -> list.add(to, list.remove(from)));
    }

    private Recipe changed(Consumer<List<Rule>> change) {
        List<Rule> list = new ArrayList<>(rules);
        change.accept(list);
        return withRules(list);
    }

    /**
     * This recipe with a rule for exactly {@code tensor}, in place of an earlier one of that kind.
     */
    public Recipe withOverride(TensorInfo tensor, TensorSpec spec) {
        List<Rule> changed = new ArrayList<>(rules);
        LayerSelector selector = LayerSelector.named(tensor.name());
        changed.removeIf(rule -> rule.match().equals(selector));
        changed.add(new Rule(selector, spec));
        return withRules(changed);
    }

    /**
     * This recipe with rules behind all others that give each tensor its specification: one rule
     * for those that get the same where plain conditions name exactly them, else one for each role,
     * else one for each tensor. Earlier rules with the same conditions, and those for exactly one
     * of the tensors, go.
     *
     * @param specs what each tensor gets, in the order that the rules shall have
     * @param all every tensor of the model
     */
    public Recipe withOverrides(Map<TensorInfo, TensorSpec> specs, List<TensorInfo> all) {
        Map<TensorSpec, List<TensorInfo>> alike = new LinkedHashMap<>();
        specs.forEach(
                (tensor, spec) -> alike.computeIfAbsent(spec, it -> new ArrayList<>()).add(tensor));
        List<Rule> added = new ArrayList<>();
        alike.forEach((spec, tensors) ->
                selectors(tensors, all).forEach(match -> added.add(new Rule(match, spec))));
        Set<LayerSelector> replaced = new HashSet<>();
        added.forEach(rule -> replaced.add(rule.match()));
        specs.keySet().forEach(tensor -> replaced.add(LayerSelector.named(tensor.name())));
        List<Rule> changed = new ArrayList<>(rules);
        changed.removeIf(rule -> replaced.contains(rule.match()));
        changed.addAll(added);
        return withRules(changed);
    }

    private static List<LayerSelector> selectors(List<TensorInfo> tensors, List<TensorInfo> all) {
        Optional<LayerSelector> one = PlainSelector.of(tensors, all);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        Map<TensorRole, List<TensorInfo>> byRole = new LinkedHashMap<>();
        tensors.forEach(it -> byRole.computeIfAbsent(it.role(), r -> new ArrayList<>()).add(it));
        return byRole.values().stream()
                .flatMap(group ->
                        PlainSelector.of(group, all)
                                .map(Stream::of)
                                .orElseGet(() ->
                                        group.stream().map(it -> LayerSelector.named(it.name()))))
                .toList();
    }

    /**
     * Where a rule of this recipe stands in another that came out of it, or that it came out of:
     * the same place where nothing else differs, else the rule that equals it, then one with the
     * same conditions, then one with the same specification between the same others.
     */
    public OptionalInt ruleIn(Recipe other, int index) {
        return RuleAlignment.follow(rules, other.rules, index);
    }
}

package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.QuantizationJson;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Scheme;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The linear modules of a plan, as the configurations of stock formats name them.
 *
 * @param quantized matrices by what they are quantized with, most of them first
 * @param kept paths of linear modules with plain weights, head first
 */
record StockModules(Map<Grid, List<PlannedTensor>> quantized, List<String> kept) {
    private static final String WEIGHT = ".weight";
    private static final String HEAD = "lm_head";
    private static final Pattern EXPERT = Pattern.compile("\\.experts\\.\\d+\\.");

    /** Who does not load quantized experts that lie one by one. */
    static final String JOINED_EXPERTS =
            "transformers 5 joins the experts of a block and leaves these random; vLLM takes them";

    /** Whether a matrix is one of several experts of a block. */
    static boolean isExpert(PlannedTensor planned) {
        return EXPERT.matcher(planned.tensor().name()).find();
    }

    /**
     * What a configuration says of a module.
     *
     * @param groupSize 0 for whole rows
     */
    record Grid(int bits, boolean symmetric, int groupSize) {
        static Grid of(QuantizationSpec spec) {
            return new Grid(
                    spec.bits().bits(),
                    spec.scheme() == Scheme.SYMMETRIC,
                    spec.groupSize().weights());
        }

        @Override
        public String toString() {
            return bits
                    + " bit "
                    + (groupSize == 0 ? "per row" : "g" + groupSize)
                    + (symmetric ? "" : " asym");
        }
    }

    static StockModules of(List<PlannedTensor> tensors) {
        Map<Grid, List<PlannedTensor>> groups = new LinkedHashMap<>();
        Set<String> kept = new LinkedHashSet<>();
        boolean headQuantized =
                tensors.stream()
                        .anyMatch(it -> it.isQuantized() && it.tensor().role() == TensorRole.HEAD);
        if (!headQuantized) {
            kept.add(HEAD);
        }
        for (PlannedTensor planned : tensors) {
            if (planned.fit().isRefused()) {
                continue;
            }
            if (planned.spec() instanceof QuantizationSpec spec) {
                groups.computeIfAbsent(Grid.of(spec), it -> new ArrayList<>()).add(planned);
            } else if (isLinear(planned)) {
                kept.add(module(planned));
            }
        }
        Map<Grid, List<PlannedTensor>> sorted = new LinkedHashMap<>();
        groups.entrySet().stream()
                .sorted(Comparator.comparing(group -> -group.getValue().size()))
                .forEach(group -> sorted.put(group.getKey(), group.getValue()));
        return new StockModules(sorted, List.copyOf(kept));
    }

    private static boolean isLinear(PlannedTensor planned) {
        return planned.tensor().shape().rank() == 2
                && planned.tensor().role() != TensorRole.EMBEDDING
                && planned.tensor().role() != TensorRole.NORM
                && planned.tensor().name().endsWith(WEIGHT);
    }

    static String module(PlannedTensor planned) {
        return module(planned.tensor().name());
    }

    /** Path of the module that a weight belongs to. */
    static String module(String tensor) {
        return tensor.endsWith(WEIGHT)
                ? tensor.substring(0, tensor.length() - WEIGHT.length())
                : tensor;
    }

    List<QuantizationJson.Group> groups() {
        return quantized.entrySet().stream()
                .map(group ->
                        new QuantizationJson.Group(
                                group.getKey().bits(),
                                group.getKey().symmetric(),
                                group.getKey().groupSize(),
                                group.getValue().stream().map(StockModules::module).toList()))
                .toList();
    }

    List<PlannedTensor> all() {
        return quantized.values().stream().flatMap(List::stream).toList();
    }

    boolean isMixed() {
        return quantized.size() > 1;
    }

    /**
     * What transformers makes of quantized experts that lie one by one; empty where there are none.
     *
     * <p>From version 5 on it joins those of a block into one array, which its replacements of
     * linear modules for GPTQ and AWQ do not know.
     *
     * @param format as it is called
     */
    List<String> expertWarnings(String format) {
        List<String> experts =
                all().stream()
                        .filter(StockModules::isExpert)
                        .map(planned -> planned.tensor().name())
                        .toList();
        return experts.isEmpty()
                ? List.of()
                : List.of(
                        experts.getFirst()
                                + (experts.size() == 1
                                        ? ""
                                        : " and " + (experts.size() - 1) + " more")
                                + ": transformers 5 joins the experts of a block, does not find"
                                + " their "
                                + format
                                + " codes and leaves them random; keep the experts, or export"
                                + " compressed-tensors for it.");
    }
}

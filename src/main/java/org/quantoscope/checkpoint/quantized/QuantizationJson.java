package org.quantoscope.checkpoint.quantized;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.List;

/**
 * The {@code quantization_config} of a folder that holds codes, as JSON (formats.md §1–3).
 *
 * <p>Same input, same text: no dates, no paths. Keys that older readers refuse are left out.
 */
public final class QuantizationJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** GPTQ's readers want it strictly between 0 and 1; no Hessian was damped here. */
    private static final double DAMP_PERCENT = 0.01;

    /**
     * Modules that are quantized alike.
     *
     * @param groupSize columns that share a scale; 0 for whole rows
     * @param modules their paths
     */
    public record Group(int bits, boolean symmetric, int groupSize, List<String> modules) {
        public Group {
            modules = List.copyOf(modules);
        }
    }

    /**
     * Where an export comes from.
     *
     * @param recipe as JSON
     * @param toolVersion of Quantoscope
     */
    public record Provenance(String recipe, String toolVersion) {
        private ObjectNode node() {
            ObjectNode node = MAPPER.createObjectNode();
            node.put("version", toolVersion);
            node.set("recipe", MAPPER.readTree(recipe));
            return node;
        }
    }

    private QuantizationJson() {}

    /**
     * For compressed-tensors, format pack-quantized. A single group is meant for every linear
     * module; several name theirs.
     *
     * @param ignored modules that keep plain weights
     */
    public static String compressed(
            List<Group> groups, Collection<String> ignored, Provenance provenance) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("quant_method", "compressed-tensors");
        root.put("format", "pack-quantized");
        root.put("quantization_status", "compressed");
        root.putNull("global_compression_ratio");
        root.putNull("kv_cache_scheme");
        ArrayNode ignore = root.putArray("ignore");
        ignored.forEach(ignore::add);
        ObjectNode all = root.putObject("config_groups");
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            ObjectNode scheme = all.putObject("group_" + i);
            ArrayNode targets = scheme.putArray("targets");
            if (groups.size() == 1) {
                targets.add("Linear");
            } else {
                group.modules().forEach(targets::add);
            }
            weights(scheme.putObject("weights"), group);
            scheme.putNull("input_activations");
            scheme.putNull("output_activations");
        }
        // Readers ignore unknown keys here, and only here.
        root.set("quantoscope", provenance.node());
        return root.toString();
    }

    private static void weights(ObjectNode weights, Group group) {
        boolean perRow = group.groupSize() == 0;
        weights.put("num_bits", group.bits());
        weights.put("type", "int");
        weights.put("symmetric", group.symmetric());
        weights.put("strategy", perRow ? "channel" : "group");
        if (perRow) {
            weights.putNull("group_size");
        } else {
            weights.put("group_size", group.groupSize());
        }
        weights.put("dynamic", false);
        weights.putNull("actorder");
        weights.putNull("block_structure");
        weights.put("observer", "minmax");
        weights.putObject("observer_kwargs");
    }

    /**
     * For GPTQ, version 1, symmetric. The first group is the rule, the others are exceptions by
     * name.
     *
     * @param kept modules of the blocks that keep plain weights
     * @param inBlock paths within a block of what is quantized, where all blocks are alike and some
     *     modules are kept; else empty
     */
    public static String gptq(
            List<Group> groups,
            Collection<String> kept,
            List<String> inBlock,
            Provenance provenance) {
        Group first = groups.getFirst();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("quant_method", "gptq");
        root.put("bits", first.bits());
        root.put("group_size", size(first));
        root.put("desc_act", false);
        root.put("sym", true);
        root.put("checkpoint_format", "gptq");
        root.put("lm_head", false);
        root.put("damp_percent", DAMP_PERCENT);
        root.put("true_sequential", true);
        if (!inBlock.isEmpty()) {
            ArrayNode sets = root.putArray("modules_in_block_to_quantize");
            inBlock.forEach(module -> sets.addArray().add(module));
        }
        if (groups.size() > 1 || !kept.isEmpty()) {
            ObjectNode dynamic = root.putObject("dynamic");
            for (Group group : groups.subList(1, groups.size())) {
                for (String module : group.modules()) {
                    dynamic.putObject("+:" + exactly(module))
                            .put("bits", group.bits())
                            .put("group_size", size(group));
                }
            }
            kept.forEach(module -> dynamic.putObject("-:" + exactly(module)));
        }
        root.putObject("meta").set("quantoscope", provenance.node());
        return root.toString();
    }

    /**
     * For AWQ, version GEMM.
     *
     * @param kept modules that keep plain weights, the head among them; readers skip every module
     *     in whose path one of these is found
     */
    public static String awq(Group group, Collection<String> kept, Provenance provenance) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("quant_method", "awq");
        root.put("bits", group.bits());
        root.put("group_size", size(group));
        root.put("zero_point", true);
        root.put("version", "gemm");
        ArrayNode skipped = root.putArray("modules_to_not_convert");
        kept.forEach(skipped::add);
        root.putObject("meta").set("quantoscope", provenance.node());
        return root.toString();
    }

    private static int size(Group group) {
        return group.groupSize() == 0 ? -1 : group.groupSize();
    }

    private static String exactly(String module) {
        return "^" + module.replace(".", "\\.") + "$";
    }

    /** {@code json} as a file of its own, indented. */
    public static String indented(String json) {
        return MAPPER.readTree(json).toPrettyString() + "\n";
    }
}

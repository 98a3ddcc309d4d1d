package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.QuantizationJson;
import org.quantoscope.checkpoint.quantized.StoredArray;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** GPTQ checkpoints, version 1, symmetric (formats.md §3). */
final class GptqTarget implements StockTarget {
    private static final String CONFIG = "quantize_config.json";

    @Override
    public BlockLayout layout() {
        return BlockLayout.GPTQ;
    }

    @Override
    public String encoding(QuantizationSpec spec) {
        return "GPTQ " + StockModules.Grid.of(spec);
    }

    @Override
    public List<StoredArray> arrays(TensorInfo tensor, QuantizationSpec spec) {
        return StoredArray.gptq(
                StockModules.module(tensor.name()),
                tensor.shape(),
                spec.bits().bits(),
                spec.groupSize().groupsPerRow(Math.toIntExact(tensor.columns())),
                spec.parameters().dtype());
    }

    @Override
    public StockRows rows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec) {
        return new GptqRows(arrays, tensor, spec);
    }

    @Override
    public String objection(TensorInfo tensor, QuantizationSpec spec) {
        return tensor.role() == TensorRole.HEAD || tensor.layer().isEmpty()
                ? "GPTQ's readers quantize matrices of the blocks only; keep it"
                : "";
    }

    @Override
    public String caveat(PlannedTensor planned, StockModules modules) {
        return StockModules.isExpert(planned)
                ? StockModules.JOINED_EXPERTS
                : modules.isMixed()
                        ? "transformers refuses the folder for its \"dynamic\" key"
                        : "";
    }

    @Override
    public List<String> warnings(StockModules modules) {
        List<String> warnings = new ArrayList<>();
        warnings.add("transformers loads GPTQ by the packages optimum and gptqmodel only.");
        warnings.addAll(modules.expertWarnings("GPTQ"));
        if (modules.isMixed()) {
            warnings.add(
                    "Different widths or group sizes stand under \"dynamic\", which gptqmodel itself"
                            + " and vLLM read; transformers (by optimum) does not, and refuses the"
                            + " folder.");
        }
        Set<Integer> odd = new LinkedHashSet<>();
        modules.quantized().keySet().forEach(grid -> odd.add(grid.bits()));
        odd.removeAll(Set.of(4, 8));
        if (!odd.isEmpty()) {
            warnings.add("vLLM's main path takes 4 and 8 bits only; gptqmodel takes 2 and 3, too.");
        }
        List<String> kept = kept(modules);
        if (!kept.isEmpty() && inBlock(modules).isEmpty()) {
            warnings.add(
                    kept.getFirst()
                            + (kept.size() == 1 ? "" : " and " + (kept.size() - 1) + " more")
                            + ": kept in some blocks only, which readers without \"dynamic\" do not"
                            + " know; a rule for all blocks is safer.");
        }
        return warnings;
    }

    /** Kept modules of the blocks; the head has a key of its own. */
    private static List<String> kept(StockModules modules) {
        return modules.kept().stream().filter(module -> !place(module).isEmpty()).toList();
    }

    /** Paths within a block of what is quantized, where every block keeps the same. */
    private static List<String> inBlock(StockModules modules) {
        Set<String> quantized = new LinkedHashSet<>();
        modules.all().forEach(planned -> quantized.add(place(StockModules.module(planned))));
        List<String> kept = kept(modules);
        boolean alike = kept.stream().noneMatch(module -> quantized.contains(place(module)));
        return !kept.isEmpty() && alike ? List.copyOf(quantized) : List.of();
    }

    /** What follows the number of the block in a module's path. */
    private static String place(String module) {
        String[] parts = module.split("\\.", -1);
        for (int i = 0; i + 1 < parts.length; i++) {
            if (parts[i].matches("\\d+")) {
                return String.join(".", List.of(parts).subList(i + 1, parts.length));
            }
        }
        return "";
    }

    @Override
    public String configuration(StockModules modules, QuantizationJson.Provenance provenance) {
        return QuantizationJson.gptq(modules.groups(), kept(modules), inBlock(modules), provenance);
    }

    @Override
    public Map<String, byte[]> ownFiles(String configuration) {
        String text = QuantizationJson.indented(configuration);
        return Map.of(CONFIG, text.getBytes(StandardCharsets.UTF_8));
    }
}

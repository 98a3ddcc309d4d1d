package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.QuantizationJson;
import org.quantoscope.checkpoint.quantized.StoredArray;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.List;

/** AWQ checkpoints, version GEMM: 4 bit with zero points (formats.md §2). */
final class AwqTarget implements StockTarget {
    /** Outputs that one block of threads of the CUDA kernels computes. */
    private static final int KERNEL_OUTPUTS = 64;

    @Override
    public BlockLayout layout() {
        return BlockLayout.AWQ;
    }

    @Override
    public String encoding(QuantizationSpec spec) {
        return "AWQ " + spec.bits().bits() + " bit g" + spec.groupSize();
    }

    @Override
    public List<StoredArray> arrays(TensorInfo tensor, QuantizationSpec spec) {
        return StoredArray.awq(
                StockModules.module(tensor.name()),
                tensor.shape(),
                spec.groupSize().groupsPerRow(Math.toIntExact(tensor.columns())),
                spec.parameters().dtype());
    }

    @Override
    public StockRows rows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec) {
        return new AwqRows(arrays, tensor, spec);
    }

    @Override
    public String objection(TensorInfo tensor, QuantizationSpec spec) {
        return tensor.role() == TensorRole.HEAD || tensor.layer().isEmpty()
                ? "AWQ's readers quantize matrices of the blocks only; keep it"
                : "";
    }

    @Override
    public String caveat(PlannedTensor planned, StockModules modules) {
        return StockModules.isExpert(planned)
                ? StockModules.JOINED_EXPERTS
                : planned.tensor().rows() % KERNEL_OUTPUTS != 0
                        ? "CUDA kernels of AutoAWQ and vLLM refuse "
                                + planned.tensor().rows()
                                + " rows, no multiple of "
                                + KERNEL_OUTPUTS
                        : "";
    }

    @Override
    public List<String> refusals(StockModules modules) {
        List<String> refusals = new ArrayList<>();
        if (modules.isMixed()) {
            refusals.add(
                    "AWQ has one group size for all matrices, and here are "
                            + String.join(
                                    ", ",
                                    modules.quantized().keySet().stream()
                                            .map(grid -> "g" + grid.groupSize())
                                            .toList())
                            + "; give all the same, or export compressed-tensors");
        }
        for (PlannedTensor planned : modules.all()) {
            String module = StockModules.module(planned);
            modules.kept().stream()
                    .filter(module::contains)
                    .forEach(kept ->
                            refusals.add(
                                    planned.tensor().name()
                                            + ": readers would leave it plain, for its path begins"
                                            + " as that of "
                                            + kept
                                            + ", which is kept; keep both"));
        }
        return refusals;
    }

    @Override
    public List<String> warnings(StockModules modules) {
        List<String> warnings = new ArrayList<>();
        warnings.add("transformers loads AWQ by the package gptqmodel only.");
        warnings.addAll(modules.expertWarnings("AWQ"));
        List<PlannedTensor> narrow =
                modules.all().stream()
                        .filter(planned -> planned.tensor().rows() % KERNEL_OUTPUTS != 0)
                        .toList();
        if (!narrow.isEmpty()) {
            warnings.add(
                    narrow.getFirst().tensor().name()
                            + (narrow.size() == 1 ? "" : " and " + (narrow.size() - 1) + " more")
                            + ": the number of rows is no multiple of "
                            + KERNEL_OUTPUTS
                            + ", which the CUDA kernels of AutoAWQ and vLLM refuse; gptqmodel's"
                            + " plain kernel takes it.");
        }
        return warnings;
    }

    @Override
    public String configuration(StockModules modules, QuantizationJson.Provenance provenance) {
        return QuantizationJson.awq(modules.groups().getFirst(), modules.kept(), provenance);
    }
}

package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.QuantizationJson;
import org.quantoscope.checkpoint.quantized.StoredArray;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Scheme;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;

/** compressed-tensors, format pack-quantized (formats.md §1). */
final class CompressedTarget implements StockTarget {
    @Override
    public BlockLayout layout() {
        return BlockLayout.PACK_QUANTIZED;
    }

    @Override
    public String encoding(QuantizationSpec spec) {
        return "compressed-tensors " + StockModules.Grid.of(spec);
    }

    @Override
    public List<StoredArray> arrays(TensorInfo tensor, QuantizationSpec spec) {
        return StoredArray.compressed(
                StockModules.module(tensor.name()),
                tensor.shape(),
                spec.bits().bits(),
                spec.groupSize().groupsPerRow(Math.toIntExact(tensor.columns())),
                spec.parameters().dtype(),
                spec.scheme() == Scheme.ZERO_POINT);
    }

    @Override
    public StockRows rows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec) {
        return new CompressedRows(arrays, tensor, spec);
    }

    @Override
    public String objection(TensorInfo tensor, QuantizationSpec spec) {
        return "";
    }

    @Override
    public String caveat(PlannedTensor planned, StockModules modules) {
        return planned.spec() instanceof QuantizationSpec spec && spec.scheme() == Scheme.ZERO_POINT
                ? "transformers takes it with CompressedTensorsConfig(dequantize=True) only"
                : "";
    }

    @Override
    public List<String> warnings(StockModules modules) {
        List<String> warnings = new ArrayList<>();
        long asymmetric =
                modules.quantized().entrySet().stream()
                        .filter(group -> !group.getKey().symmetric())
                        .mapToLong(group -> group.getValue().size())
                        .sum();
        if (asymmetric > 0) {
            warnings.add(
                    asymmetric
                            + " matrices are asymmetric: transformers refuses them (size mismatch of"
                            + " weight_zero_point) unless it is told"
                            + " CompressedTensorsConfig(dequantize=True), which rounds every weight"
                            + " to BF16; scheme symmetric loads as it is.");
        }
        if (modules.isMixed()) {
            warnings.add(
                    modules.quantized().size()
                            + " config groups: llama.cpp's converter takes one only; transformers and"
                            + " vLLM take all.");
        }
        if (modules.quantized().keySet().stream().anyMatch(grid -> grid.groupSize() == 0)) {
            warnings.add(
                    "Whole rows are strategy channel, which llama.cpp's converter refuses;"
                            + " transformers and vLLM take it.");
        }
        return warnings;
    }

    @Override
    public String configuration(StockModules modules, QuantizationJson.Provenance provenance) {
        return QuantizationJson.compressed(modules.groups(), modules.kept(), provenance);
    }
}

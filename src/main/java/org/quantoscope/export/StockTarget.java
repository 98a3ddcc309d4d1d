package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.QuantizationJson;
import org.quantoscope.checkpoint.quantized.StoredArray;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.Map;

/** One format of quantized Hugging Face folders: its arrays, its configuration, its limits. */
interface StockTarget {
    /** The layout whose rounding is the format's. */
    BlockLayout layout();

    /** How the format calls a matrix of this specification, as its reader says it. */
    String encoding(QuantizationSpec spec);

    /** What one matrix becomes; of a layout of this format. */
    List<StoredArray> arrays(TensorInfo tensor, QuantizationSpec spec);

    /** Fills {@link #arrays}, in their order. */
    StockRows rows(List<ScratchArray> arrays, TensorInfo tensor, QuantizationSpec spec);

    /** What stands against a matrix of the format's layout; empty where nothing does. */
    String objection(TensorInfo tensor, QuantizationSpec spec);

    /** Which readers of the format do not load a matrix, and why; empty where all do. */
    default String caveat(PlannedTensor planned, StockModules modules) {
        return "";
    }

    /** What stands against a folder of these modules, one line each. */
    default List<String> refusals(StockModules modules) {
        return List.of();
    }

    /** What to know of such an export, one line each. */
    List<String> warnings(StockModules modules);

    /** The folder's {@code quantization_config}. */
    String configuration(StockModules modules, QuantizationJson.Provenance provenance);

    /**
     * Files that no source has, by name.
     *
     * @param configuration of this folder
     */
    default Map<String, byte[]> ownFiles(String configuration) {
        return Map.of();
    }
}

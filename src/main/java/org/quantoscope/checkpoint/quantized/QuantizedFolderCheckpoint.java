package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ContainedCheckpoint;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An open folder of quantized matrices: dequantized as they are read, everything else as it is. */
final class QuantizedFolderCheckpoint extends ContainedCheckpoint {
    private final Map<String, Opened> matrices;

    /** Views know the group of every column, so there is one per tensor. */
    private final Map<String, DequantizedView> views = new ConcurrentHashMap<>();

    QuantizedFolderCheckpoint(
            Checkpoint container, List<TensorInfo> tensors, Map<String, Opened> matrices) {
        super(container, tensors);
        this.matrices = Map.copyOf(matrices);
    }

    @Override
    public String format() {
        return QuantizedFolderFormat.NAME;
    }

    @Override
    public TensorView view(TensorInfo tensor) {
        Opened matrix = matrices.get(tensor.name());
        return matrix == null
                ? container.view(tensor)
                : views.computeIfAbsent(
                        tensor.name(), name -> new DequantizedView(tensor, matrix.matrix().get()));
    }

    @Override
    protected boolean isQuantized(TensorInfo tensor) {
        return matrices.containsKey(tensor.name());
    }

    /** Without the settings of the quantizer, which hold for no file made from these values. */
    @Override
    public List<String> companionFiles() {
        return container.companionFiles().stream()
                .filter(file -> !QuantizationConfig.OWN_FILES.contains(file))
                .toList();
    }
}

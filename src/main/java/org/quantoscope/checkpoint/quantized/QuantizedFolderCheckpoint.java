package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An open folder of quantized matrices: dequantized as they are read, everything else as it is. */
final class QuantizedFolderCheckpoint implements Checkpoint {
    private final Checkpoint container;
    private final List<TensorInfo> tensors;
    private final Map<String, Opened> matrices;

    /** Views know the group of every column, so there is one per tensor. */
    private final Map<String, DequantizedView> views = new ConcurrentHashMap<>();

    QuantizedFolderCheckpoint(
            Checkpoint container, List<TensorInfo> tensors, Map<String, Opened> matrices) {
        this.container = container;
        this.tensors = List.copyOf(tensors);
        this.matrices = Map.copyOf(matrices);
    }

    @Override
    public Path folder() {
        return container.folder();
    }

    @Override
    public Path source() {
        return container.source();
    }

    @Override
    public String name() {
        return container.name();
    }

    @Override
    public String format() {
        return QuantizedFolderFormat.NAME;
    }

    @Override
    public ModelConfig config() {
        return container.config();
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public TensorView view(TensorInfo tensor) {
        Opened matrix = matrices.get(tensor.name());
        return matrix == null
                ? container.view(tensor)
                : views.computeIfAbsent(
                        tensor.name(), name -> new DequantizedView(tensor, matrix.matrix().get()));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a quantized tensor, which is several arrays
     */
    @Override
    public MemorySegment bytes(TensorInfo tensor) {
        if (matrices.containsKey(tensor.name())) {
            throw new IllegalArgumentException(
                    tensor.name() + " is quantized: its values have no bytes of their own");
        }
        return container.bytes(tensor);
    }

    @Override
    public List<String> weightFiles() {
        return container.weightFiles();
    }

    @Override
    public Map<String, Map<String, String>> metadata() {
        return container.metadata();
    }

    /** Without the settings of the quantizer, which hold for no file made from these values. */
    @Override
    public List<String> companionFiles() {
        return container.companionFiles().stream()
                .filter(file -> !QuantizationConfig.OWN_FILES.contains(file))
                .toList();
    }

    @Override
    public Optional<String> recipeJson() {
        return container.recipeJson();
    }

    @Override
    public void verifyUnchanged() throws IOException {
        container.verifyUnchanged();
    }

    @Override
    public void close() {
        container.close();
    }
}

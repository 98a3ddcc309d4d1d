package org.quantoscope.checkpoint.quantpack;

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

/** An open package: quantized tensors under their own names, restored as they are read. */
final class QuantpackCheckpoint implements Checkpoint {
    private final Checkpoint container;
    private final List<TensorInfo> tensors;
    private final Map<String, PackedTensor> packed;
    private final Map<String, PackedStreams> streams;

    /** Views keep the index of their rows, so there is one per tensor. */
    private final Map<String, PackedView> views = new ConcurrentHashMap<>();

    QuantpackCheckpoint(
            Checkpoint container,
            List<TensorInfo> tensors,
            Map<String, PackedTensor> packed,
            Map<String, PackedStreams> streams) {
        this.container = container;
        this.tensors = List.copyOf(tensors);
        this.packed = Map.copyOf(packed);
        this.streams = Map.copyOf(streams);
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
        return QuantpackFormat.NAME;
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
        PackedTensor description = packed.get(tensor.name());
        PackedStreams arrays = streams.get(tensor.name());
        if (description == null || arrays == null) {
            return container.view(tensor);
        }
        return views.computeIfAbsent(
                tensor.name(),
                name ->
                        new PackedView(
                                tensor, description, arrays, folder().resolve(tensor.file())));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a quantized tensor, which is several arrays
     */
    @Override
    public MemorySegment bytes(TensorInfo tensor) {
        if (packed.containsKey(tensor.name())) {
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

    @Override
    public List<String> companionFiles() {
        return container.companionFiles().stream()
                .filter(file -> !file.equals(PackageMetadata.FILE))
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

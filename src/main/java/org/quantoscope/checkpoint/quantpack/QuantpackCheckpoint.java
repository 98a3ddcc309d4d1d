package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ContainedCheckpoint;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An open package: quantized tensors under their own names, restored as they are read. */
final class QuantpackCheckpoint extends ContainedCheckpoint {
    private final Map<String, PackedTensor> packed;
    private final Map<String, PackedStreams> streams;

    /** Views keep the index of their rows, so there is one per tensor. */
    private final Map<String, PackedView> views = new ConcurrentHashMap<>();

    QuantpackCheckpoint(
            Checkpoint container,
            List<TensorInfo> tensors,
            Map<String, PackedTensor> packed,
            Map<String, PackedStreams> streams) {
        super(container, tensors);
        this.packed = Map.copyOf(packed);
        this.streams = Map.copyOf(streams);
    }

    @Override
    public String format() {
        return QuantpackFormat.NAME;
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

    @Override
    protected boolean isQuantized(TensorInfo tensor) {
        return packed.containsKey(tensor.name());
    }

    @Override
    public List<String> companionFiles() {
        return container.companionFiles().stream()
                .filter(file -> !file.equals(PackageMetadata.FILE))
                .toList();
    }
}

package org.quantoscope.checkpoint;

import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model in another's files, of which it shows some arrays as the tensors that they stand for.
 *
 * <p>Everything that is not about those tensors is the container's, its files too.
 */
public abstract class ContainedCheckpoint implements Checkpoint {
    protected final Checkpoint container;
    private final List<TensorInfo> tensors;

    /**
     * @param container closed with this
     */
    protected ContainedCheckpoint(Checkpoint container, List<TensorInfo> tensors) {
        this.container = container;
        this.tensors = List.copyOf(tensors);
    }

    /** Whether several arrays of the container stand for {@code tensor}. */
    protected abstract boolean isQuantized(TensorInfo tensor);

    @Override
    public final List<TensorInfo> tensors() {
        return tensors;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a quantized tensor, which is several arrays
     */
    @Override
    public final MemorySegment bytes(TensorInfo tensor) {
        if (isQuantized(tensor)) {
            throw new IllegalArgumentException(
                    tensor.name() + " is quantized: its values have no bytes of their own");
        }
        return container.bytes(tensor);
    }

    @Override
    public final Path folder() {
        return container.folder();
    }

    @Override
    public final Path source() {
        return container.source();
    }

    @Override
    public final String name() {
        return container.name();
    }

    @Override
    public final ModelConfig config() {
        return container.config();
    }

    @Override
    public final List<String> weightFiles() {
        return container.weightFiles();
    }

    @Override
    public final Map<String, Map<String, String>> metadata() {
        return container.metadata();
    }

    @Override
    public final List<MetadataEntry> entries() {
        return container.entries();
    }

    @Override
    public final List<String> notes() {
        return container.notes();
    }

    @Override
    public final List<String> describingFiles() {
        return container.companionFiles();
    }

    @Override
    public final Optional<String> recipeJson() {
        return container.recipeJson();
    }

    @Override
    public final void verifyUnchanged() throws IOException {
        container.verifyUnchanged();
    }

    @Override
    public final void close() {
        container.close();
    }
}

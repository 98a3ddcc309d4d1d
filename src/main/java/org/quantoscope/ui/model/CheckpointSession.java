package org.quantoscope.ui.model;

import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * One open checkpoint and what has been measured of it.
 *
 * <p>Two sessions are never equal, even of the same file. Closing is left to {@link SessionModel},
 * which waits for the workers.
 */
public final class CheckpointSession {
    private final Checkpoint checkpoint;
    private final List<TensorInfo> tensors;
    private final MeasuredTensors measured;

    CheckpointSession(Checkpoint checkpoint, LayerAnalyzer analyzer) {
        this.checkpoint = checkpoint;
        this.tensors = List.copyOf(checkpoint.tensors());
        this.measured = new MeasuredTensors(checkpoint, analyzer);
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Name of the checkpoint. */
    public String name() {
        return checkpoint.name();
    }

    /** Every tensor, in the file's order. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /** Whether it is an export of ours, whose values have been quantized before. */
    public boolean isQuantizedBefore() {
        return checkpoint.recipeJson().isPresent();
    }

    /**
     * Computes something from the mapped files, and fails if one of them changed since it was
     * opened.
     *
     * @throws UncheckedIOException if it did
     */
    <T> T read(Supplier<T> task) {
        try {
            return MappedFileGuard.read(checkpoint, task::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MeasuredTensors measured() {
        return measured;
    }
}

package org.quantoscope.inference;

import org.quantoscope.tensor.TensorInfo;

import java.util.List;

/**
 * Sees what goes into the matrices of a model while it runs.
 *
 * <p>Called on the thread that runs the model; what it is handed changes after the call.
 */
public interface ActivationObserver {
    /** Looks at nothing. */
    ActivationObserver NONE = (matrices, rows, count) -> {};

    /**
     * Takes the inputs of a batch.
     *
     * @param matrices that read these rows alike: q, k and v; gate and up; or one
     * @param rows [count, columns of the matrices]
     */
    void observe(List<TensorInfo> matrices, float[] rows, int count);

    /** Told when all batches have been through a layer, and behind the head. */
    default void endOfLayer() {}
}

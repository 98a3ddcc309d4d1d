package org.quantoscope.tensor;

import java.util.List;

/** Something that holds tensors: a list of facts, and a view of each one's values on demand. */
public interface TensorSource {
    /** Every tensor, in the source's order. */
    List<TensorInfo> tensors();

    /**
     * The values of one of {@link #tensors()}, valid while the source is open.
     *
     * @throws IllegalArgumentException if its type is not analysable
     */
    TensorView view(TensorInfo tensor);
}

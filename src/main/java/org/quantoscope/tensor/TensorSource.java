package org.quantoscope.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Something that holds tensors: a list of facts, and each one's values or stored bytes on demand.
 */
public interface TensorSource {
    /** Every tensor, in the source's order. */
    List<TensorInfo> tensors();

    /**
     * The values of one of {@link #tensors()}, valid while the source is open.
     *
     * @throws IllegalArgumentException if its type is not analysable
     */
    TensorView view(TensorInfo tensor);

    /**
     * The stored bytes of one tensor, little-endian, whatever its type; they may start at any byte,
     * so read them through unaligned layouts.
     *
     * @throws IllegalArgumentException if its values are several arrays, and so have no bytes of
     *     their own
     */
    MemorySegment bytes(TensorInfo tensor);
}

package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;

/**
 * The tensors of two checkpoints that have the same canonical name.
 *
 * @param name canonical name
 * @param a of the reference
 * @param b of the other checkpoint
 */
public record TensorPair(String name, TensorInfo a, TensorInfo b) {
    /**
     * Whether both have the same shape. Matrices are compared as [out, in], however each is stored.
     */
    public boolean hasOneShape() {
        return a.transposed() == b.transposed()
                ? a.shape().equals(b.shape())
                : a.shape().rank() == 2
                        && b.shape().rank() == 2
                        && a.rows() == b.rows()
                        && a.columns() == b.columns();
    }
}

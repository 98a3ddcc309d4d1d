package org.quantoscope.tensor;

import java.lang.foreign.MemorySegment;
import java.util.function.LongUnaryOperator;

/**
 * Read-only view of one tensor's values, as a matrix [out, in] of IEEE numbers.
 *
 * <p>Valid while its checkpoint is open; safe for any number of threads. Widening and arithmetic
 * are left to the engine.
 */
public sealed interface TensorView
        permits TensorView.Plain, TensorView.Reordered, TensorView.Decoded {

    TensorInfo info();

    /** The type every value of this view fits exactly: F32, F16 or BF16. */
    DType valueType();

    /**
     * Values that lie in a file as they are.
     *
     * @param info header facts; {@code info.dtype()} is the value type
     * @param data the tensor's bytes, little-endian, row-major in stored order (so [in, out] if
     *     {@code info.transposed()})
     */
    record Plain(TensorInfo info, MemorySegment data) implements TensorView {
        @Override
        public DType valueType() {
            return info.dtype();
        }
    }

    /**
     * Another view's rows in another order.
     *
     * @param rowOf row of {@code view} that is row i here; asked by many threads
     */
    record Reordered(TensorView view, LongUnaryOperator rowOf) implements TensorView {
        @Override
        public TensorInfo info() {
            return view.info();
        }

        @Override
        public DType valueType() {
            return view.valueType();
        }
    }

    /** Values that must be computed from what the file holds, for example from packed codes. */
    non-sealed interface Decoded extends TensorView {
        /**
         * Writes {@code rowCount} rows from {@code firstRow} on, [out, in] row-major, into {@code
         * into} from index 0.
         *
         * @param into at least {@code rowCount * columns} long; overwritten
         */
        void decodeRows(long firstRow, int rowCount, float[] into);
    }
}

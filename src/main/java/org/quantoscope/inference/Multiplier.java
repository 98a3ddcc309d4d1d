package org.quantoscope.inference;

import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.MatrixProduct;
import org.quantoscope.kernel.PackedMatrix;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Packs and multiplies on all threads of a pool; what it computes does not depend on them.
 *
 * <p>Owns the room that pieces of weights and the activations of a batch pass through, so models
 * that share one take turns.
 */
public final class Multiplier {
    private static final int ROWS_PER_SLICE = 64;

    private final ForwardKernels kernels;
    private final WorkerPool pool;
    private final Cancellation cancellation;
    private long productNanos;
    private final Map<Room, float[]> rooms = new EnumMap<>(Room.class);

    public Multiplier(ForwardKernels kernels, WorkerPool pool, Cancellation cancellation) {
        this.kernels = kernels;
        this.pool = pool;
        this.cancellation = cancellation;
    }

    /** Works on one row of activations. */
    @FunctionalInterface
    interface RowWork {
        void run(int row);
    }

    /** What a piece of room is for; each is used for one thing at a time. */
    enum Room {
        /** A piece of weights as read. */
        WEIGHTS,
        /** The same, packed. */
        PACKED_WEIGHTS,
        /** What a block adds to the stream, and before that its normalized input. */
        CHANGE,
        QUERIES,
        KEYS,
        VALUES,
        /** What attention or the gate leads to. */
        INNER,
        UP,
        /** The normalized input, packed. */
        PACKED,
        PACKED_INNER,
        LOGITS,
        OTHER_LOGITS
    }

    /** At least {@code elements} elements, left as they were by whoever used them last. */
    float[] room(Room use, int elements) {
        float[] room = rooms.get(use);
        if (room == null || room.length < elements) {
            rooms.remove(use);
            room = new float[elements];
            rooms.put(use, room);
        }
        return room;
    }

    public ForwardKernels kernels() {
        return kernels;
    }

    /** Time that products have taken so far. */
    public long productNanos() {
        return productNanos;
    }

    /** Runs {@code work} once for each row, in any order. */
    void forEachRow(int rows, RowWork work) {
        forEachRow(rows, () -> work);
    }

    /**
     * Runs work once for each row, in any order.
     *
     * @param ofSlice makes what works on some rows one after the other, with room of its own
     */
    void forEachRow(int rows, Supplier<RowWork> ofSlice) {
        pool.forEach(
                Math.ceilDiv(rows, ROWS_PER_SLICE),
                cancellation,
                slice -> {
                    int first = slice * ROWS_PER_SLICE;
                    RowWork work = ofSlice.get();
                    for (int row = first; row < Math.min(rows, first + ROWS_PER_SLICE); row++) {
                        work.run(row);
                    }
                });
    }

    /** Runs {@code work} once for each of {@code parts}, in any order. */
    public void forEach(int parts, WorkerPool.Slice work) {
        pool.forEach(parts, cancellation, work);
    }

    /**
     * @param values X [rows, depth]
     */
    public void pack(float[] values, PackedRows into) {
        forEachRow(into.rows(), row -> into.set(row, values, row * into.depth()));
    }

    /**
     * @param weights W [columns, depth], from {@code at} on
     */
    public void pack(float[] weights, int at, PackedMatrix into) {
        pool.forEach(into.panelCount(), cancellation, panel -> into.setPanel(panel, weights, at));
    }

    /**
     * Sets Y = X Wᵀ.
     *
     * @param into receives [rows, columns] from {@code at} on
     * @param stride elements between rows of {@code into}
     */
    public void multiply(PackedRows left, PackedMatrix right, float[] into, int at, int stride) {
        MatrixProduct product = new MatrixProduct(kernels, left, right);
        long start = System.nanoTime();
        pool.forEach(product.parts(), cancellation, part -> product.part(part, into, at, stride));
        productNanos += System.nanoTime() - start;
    }
}

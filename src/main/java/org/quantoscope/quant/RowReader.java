package org.quantoscope.quant;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.lang.foreign.MemorySegment;

/**
 * Reads a tensor as float32 rows [out, in], whatever its stored type and orientation.
 *
 * <p>Values are exact; safe for any number of threads. Rows longer than {@link #MAX_COLUMNS} are
 * refused.
 */
public final class RowReader {
    /** Longest row in weights: 64 MiB as float32. */
    public static final int MAX_COLUMNS = 1 << 24;

    private final TensorView view;
    private final Kernels kernels;
    private final long rows;
    private final int columns;

    public RowReader(TensorView view, Kernels kernels) {
        TensorInfo info = view.info();
        if (info.columns() > MAX_COLUMNS) {
            throw new UnquantizableTensorException(
                    info.name(),
                    "its rows have "
                            + info.columns()
                            + " weights, more than "
                            + MAX_COLUMNS
                            + "; keep it at source precision");
        }
        this.view = view;
        this.kernels = kernels;
        this.rows = info.rows();
        this.columns = (int) info.columns();
    }

    public long rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public TensorInfo info() {
        return view.info();
    }

    /**
     * Rows to read at once: 1 where rows are contiguous, more where they must be gathered from
     * columns.
     */
    public int rowsPerRead() {
        return view.info().transposed() ? (int) Math.max(1, Math.min(16, rows)) : 1;
    }

    /**
     * Writes {@code rowCount} rows from {@code firstRow} on into {@code into} from index 0.
     *
     * @param into at least {@code rowCount * columns} long; overwritten
     */
    public void read(long firstRow, int rowCount, float[] into) {
        read(view, firstRow, rowCount, into);
    }

    private void read(TensorView from, long firstRow, int rowCount, float[] into) {
        switch (from) {
            case TensorView.Reordered reordered -> readEach(reordered, firstRow, rowCount, into);
            case TensorView.Decoded decoded -> decoded.decodeRows(firstRow, rowCount, into);
            case TensorView.Plain plain when plain.info().transposed() ->
                    gather(plain.data(), firstRow, rowCount, into);
            case TensorView.Plain plain ->
                    widen(plain.data(), firstRow * columns, into, 0, rowCount * columns);
        }
    }

    private void readEach(
            TensorView.Reordered reordered, long firstRow, int rowCount, float[] into) {
        // Each is read to the front, the first one last.
        for (int i = rowCount - 1; i >= 0; i--) {
            read(reordered.view(), reordered.rowOf().applyAsLong(firstRow + i), 1, into);
            if (i > 0) {
                System.arraycopy(into, 0, into, i * columns, columns);
            }
        }
    }

    private void gather(MemorySegment data, long firstRow, int rowCount, float[] into) {
        float[] strip = new float[rowCount];
        for (int column = 0; column < columns; column++) {
            widen(data, column * rows + firstRow, strip, 0, rowCount);
            for (int row = 0; row < rowCount; row++) {
                into[row * columns + column] = strip[row];
            }
        }
    }

    private void widen(MemorySegment data, long element, float[] into, int at, int count) {
        DType type = view.valueType();
        long byteOffset = element * (type.bits() / 8);
        switch (type) {
            case F32 -> kernels.widenF32(data, byteOffset, into, at, count);
            case F16 -> kernels.widenF16(data, byteOffset, into, at, count);
            case BF16 -> kernels.widenBf16(data, byteOffset, into, at, count);
            default -> throw new IllegalArgumentException("not analysable: " + type);
        }
    }
}

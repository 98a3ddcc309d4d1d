package org.quantoscope.analysis;

import org.jspecify.annotations.Nullable;
import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.SalientMarks;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What one pass over the rows of two tensors finds out, kept per slice and joined in order. */
final class DifferenceSums {
    private final Kernels kernels;
    private final BinEdges edges;
    private final RowReader other;
    private final WorkerPool.Counter counter;
    private final ErrorTotals totals;
    private final @Nullable Place[] firstNotFinite;
    private final long[] notFinite;
    private final boolean[] differs;
    private final long[] counts;

    /** Where a weight lies. */
    record Place(long row, int column) {}

    /**
     * @param edges bins of the reference
     * @param other the tensor that is measured against the one whose rows are visited
     */
    DifferenceSums(
            Kernels kernels,
            BinEdges edges,
            RowReader other,
            int slices,
            WorkerPool.Counter counter) {
        this.kernels = kernels;
        this.edges = edges;
        this.other = other;
        this.counter = counter;
        this.totals = new ErrorTotals(slices);
        this.firstNotFinite = new Place[slices];
        this.notFinite = new long[slices];
        this.differs = new boolean[slices];
        this.counts = new long[edges.bins()];
    }

    /** Opens a slice, on the thread that runs it. */
    RowSlices.RowVisitor open(int slice) {
        return new Slice(slice);
    }

    private synchronized void add(BinCounts bins) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += bins.counts[i];
        }
    }

    ErrorTotals totals() {
        return totals;
    }

    long[] counts() {
        return counts;
    }

    long notFinite() {
        return Arrays.stream(notFinite).sum();
    }

    Optional<Place> firstNotFinite() {
        return Stream.of(firstNotFinite).filter(Objects::nonNull).findFirst();
    }

    boolean identical() {
        for (boolean ofSlice : differs) {
            if (ofSlice) {
                return false;
            }
        }
        return true;
    }

    private final class Slice implements RowSlices.RowVisitor {
        private final int slice;
        private final int columns = other.columns();
        private final BinCounts bins = new BinCounts(edges);
        private final SalientMarks nothing = new SalientMarks(columns);
        private final ErrorSums sums = new ErrorSums();
        private final RowCursor others = new RowCursor(other);
        private long weights;

        Slice(int slice) {
            this.slice = slice;
        }

        @Override
        public void visit(long row, float[] reference) {
            float[] values = others.row(row);
            weights += columns;
            if (!isFinite(row, values)) {
                differs[slice] = true;
                return;
            }
            differs[slice] |= !Arrays.equals(reference, values);
            kernels.errorSums(reference, values, columns, nothing, sums);
            totals.add(slice, sums);
            kernels.histogram(values, columns, bins);
        }

        private boolean isFinite(long row, float[] values) {
            int largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Float.floatToRawIntBits(value) & 0x7f800000);
            }
            if (largest != 0x7f800000) {
                return true;
            }
            for (int column = 0; column < columns; column++) {
                if (!Float.isFinite(values[column])) {
                    notFinite[slice]++;
                    if (firstNotFinite[slice] == null) {
                        firstNotFinite[slice] = new Place(row, column);
                    }
                }
            }
            return false;
        }

        @Override
        public void end() {
            add(bins);
            counter.add(weights, other.info().name());
        }
    }
}

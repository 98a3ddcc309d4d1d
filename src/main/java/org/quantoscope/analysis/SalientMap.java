package org.quantoscope.analysis;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where the salient weights of a tensor sit, within a window: a grid of counts, and the counts of
 * each row and column.
 *
 * <p>Exact. Grid row i holds the rows r of the window with floor(r · gridRows / rows) = i, columns
 * alike; so a grid as large as the window has one weight per cell.
 *
 * @param tensor which
 * @param threshold weights with |w| &gt; T are salient
 * @param window the part of the matrix that was looked at
 * @param gridRows number of rows of the grid, at most those of the window
 * @param gridColumns number of columns of the grid
 * @param cells salient weights per cell, row by row; not modified after construction
 * @param ofRows salient weights per row of the window
 * @param ofColumns salient weights per column of the window
 * @param weights the values themselves, row by row, where each cell is one weight
 */
public record SalientMap(
        TensorInfo tensor,
        float threshold,
        MatrixWindow window,
        int gridRows,
        int gridColumns,
        int[] cells,
        int[] ofRows,
        int[] ofColumns,
        Optional<float[]> weights) {

    /**
     * A column and its part of the salient weights.
     *
     * @param column its number in the tensor
     * @param salient salient weights in it
     * @param share of the salient weights of the window
     * @param density share of its weights that are salient
     */
    public record HeavyColumn(int column, int salient, double share, double density) {}

    /** Every other weight of a square matrix without a name: what a chart can be tried with. */
    public static SalientMap example(int side) {
        TensorInfo tensor =
                new TensorInfo(
                        "",
                        DType.F32,
                        Shape.of(side, side),
                        TensorRole.OTHER,
                        OptionalInt.empty(),
                        false,
                        "",
                        0,
                        0);
        int[] counts = new int[side];
        Arrays.fill(counts, side / 2);
        return new SalientMap(
                tensor,
                0,
                MatrixWindow.of(tensor),
                side,
                side,
                IntStream.range(0, side * side).map(i -> i % 2).toArray(),
                counts,
                counts,
                Optional.empty());
    }

    /** Number of salient weights in the window. */
    public long total() {
        return IntStream.of(ofRows).asLongStream().sum();
    }

    /** Number of salient weights in a cell. */
    public int count(int gridRow, int gridColumn) {
        return cells[gridRow * gridColumns + gridColumn];
    }

    /** Share of the weights of a cell that are salient. */
    public double density(int gridRow, int gridColumn) {
        return (double) count(gridRow, gridColumn)
                / ((rowBorder(gridRow + 1) - rowBorder(gridRow))
                        * (columnBorder(gridColumn + 1) - columnBorder(gridColumn)));
    }

    /** First row of the tensor in grid row {@code gridRow}; the window's end for the last + 1. */
    public long rowBorder(int gridRow) {
        return window.firstRow() + Math.ceilDiv(gridRow * window.rows(), (long) gridRows);
    }

    /** First column of the tensor in grid column {@code gridColumn}. */
    public long columnBorder(int gridColumn) {
        return window.firstColumn()
                + Math.ceilDiv((long) gridColumn * window.columns(), (long) gridColumns);
    }

    /**
     * Share of the salient weights that the fullest 1 % of the columns hold, at least one column;
     * an even spread gives about 1 %.
     */
    public double shareOfFullestColumns() {
        return shareOfFullest(ofColumns);
    }

    static double shareOfFullest(int[] counts) {
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        int most = Math.max(1, (int) Math.round(sorted.length / 100.0));
        long all = 0;
        long fullest = 0;
        for (int i = 0; i < sorted.length; i++) {
            all += sorted[i];
            fullest += i >= sorted.length - most ? sorted[i] : 0;
        }
        return all == 0 ? 0 : (double) fullest / all;
    }

    /** The columns that hold most salient weights, fullest first; of equals the leftmost first. */
    public List<HeavyColumn> heaviestColumns(int most) {
        double all = Math.max(1, total());
        return IntStream.range(0, ofColumns.length)
                .filter(i -> ofColumns[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -ofColumns[i]))
                .limit(most)
                .map(i ->
                        new HeavyColumn(
                                window.firstColumn() + i,
                                ofColumns[i],
                                ofColumns[i] / all,
                                (double) ofColumns[i] / Math.max(1, ofRows.length)))
                .toList();
    }
}

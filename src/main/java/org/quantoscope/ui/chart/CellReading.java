package org.quantoscope.ui.chart;

import java.util.OptionalDouble;

/**
 * What one cell of a density map holds.
 *
 * @param firstRow its first row in the tensor
 * @param endRow the row after its last
 * @param firstColumn its first column
 * @param endColumn the column after its last
 * @param salient salient weights in it
 * @param value the weight, where the cell is a single one
 */
public record CellReading(
        long firstRow,
        long endRow,
        long firstColumn,
        long endColumn,
        int salient,
        OptionalDouble value) {

    /** Number of weights in it. */
    public long weights() {
        return (endRow - firstRow) * (endColumn - firstColumn);
    }
}

package org.quantoscope.calibration;

import org.quantoscope.inference.Multiplier;
import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.PackedMatrix;
import org.quantoscope.kernel.PackedRows;

/**
 * Σ x xᵀ and Σ |x| of the rows that a matrix reads, while they come in.
 *
 * <p>Products of up to {@value #DEPTH} rows are summed by the forward pass's tiles in float32,
 * those sums in double, the upper half only. The same for any number of threads and width of
 * vectors.
 */
final class InputSums {
    private static final int GROUP = ForwardKernels.GROUP;
    private static final int PANEL = ForwardKernels.PANEL;
    private static final int DEPTH = 256;

    private final Multiplier multiplier;
    private final int width;
    private final double[] absolute;

    /** Panel p holds rows 0 to 32p + 31 of columns 32p to 32p + 31, row after row. */
    private final double[] panels;

    private long count;

    InputSums(Multiplier multiplier, int width) {
        this.multiplier = multiplier;
        this.width = width;
        this.absolute = new double[width];
        this.panels = new double[at(Math.ceilDiv(width, PANEL))];
    }

    private static int at(int panel) {
        return Math.multiplyExact(PANEL * PANEL / 2 * panel, panel + 1);
    }

    int width() {
        return width;
    }

    /** Rows added so far. */
    long count() {
        return count;
    }

    /**
     * Adds rows.
     *
     * @param values [rows, width]
     */
    void add(float[] values, int rows) {
        count += rows;
        for (int first = 0; first < rows; first += DEPTH) {
            int depth = Math.min(DEPTH, rows - first);
            int from = first * width;
            PackedRows left = new PackedRows(width, depth);
            PackedMatrix right = new PackedMatrix(width, depth);
            left.setTransposed(values, from, width);
            right.setTransposed(values, from, width);
            int last = right.panelCount() - 1;
            // The longest panels first, so that threads end together.
            multiplier.forEach(last + 1, part -> addPanel(last - part, left, right));
        }
        multiplier.forEach(Math.ceilDiv(width, PANEL), panel -> addAbsolute(panel, values, rows));
    }

    private void addPanel(int panel, PackedRows left, PackedMatrix right) {
        int depth = right.depth();
        float[] tile = new float[ForwardKernels.TILE];
        int groups = Math.min(PANEL / GROUP * (panel + 1), Math.ceilDiv(width, GROUP));
        int to = at(panel);
        for (int group = 0; group < groups; group++) {
            multiplier
                    .kernels()
                    .multiplyTile(
                            left.groups(),
                            group * GROUP * depth,
                            right.panels(),
                            panel * PANEL * depth,
                            depth,
                            tile);
            for (int i = 0; i < tile.length; i++) {
                panels[to + i] += tile[i];
            }
            to += tile.length;
        }
    }

    private void addAbsolute(int panel, float[] values, int rows) {
        int end = Math.min(width, (panel + 1) * PANEL);
        for (int row = 0; row < rows; row++) {
            for (int i = panel * PANEL; i < end; i++) {
                absolute[i] += Math.abs(values[row * width + i]);
            }
        }
    }

    /** Mean |x| of one input. */
    float meanAbsolute(int column) {
        return (float) (absolute[column] / count);
    }

    /** Σ x_row x_column, row not above column. */
    float sum(int row, int column) {
        return (float) panels[at(column / PANEL) + row * PANEL + column % PANEL];
    }
}

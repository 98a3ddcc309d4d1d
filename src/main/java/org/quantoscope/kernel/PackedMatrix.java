package org.quantoscope.kernel;

import java.util.Arrays;

/**
 * The right side of a matrix product, W [columns of the result, depth]: panels of {@link
 * ForwardKernels#PANEL} rows of W interleaved, the last one filled up with zeros.
 */
public final class PackedMatrix {
    private static final int PANEL = ForwardKernels.PANEL;

    final float[] panels;
    final int columns;
    final int depth;

    /**
     * @param columns of the result: rows of W
     * @param depth that is summed over
     */
    public PackedMatrix(int columns, int depth) {
        this(columns, depth, new float[length(columns, depth)]);
    }

    /**
     * @param room at least {@link #length} long; overwritten
     */
    public PackedMatrix(int columns, int depth, float[] room) {
        this.columns = columns;
        this.depth = depth;
        this.panels = room;
    }

    /** Elements that a matrix takes when it is packed. */
    public static int length(int columns, int depth) {
        int whole = Math.multiplyExact(Math.ceilDiv(columns, PANEL), PANEL);
        return Math.multiplyExact(whole, depth);
    }

    public int columns() {
        return columns;
    }

    public int depth() {
        return depth;
    }

    /** Panel after panel, each [depth, {@link ForwardKernels#PANEL}]. */
    public float[] panels() {
        return panels;
    }

    public int panelCount() {
        return Math.ceilDiv(columns, PANEL);
    }

    /**
     * Sets one panel from rows of W.
     *
     * @param weights W [columns, depth], row after row
     * @param at where row 0 of W begins
     */
    public void setPanel(int panel, float[] weights, int at) {
        int first = panel * PANEL;
        int present = Math.min(PANEL, columns - first);
        int from = at + first * depth;
        int to = first * depth;
        for (int k = 0; k < depth; k++, to += PANEL) {
            for (int lane = 0; lane < present; lane++) {
                panels[to + lane] = weights[from + lane * depth + k];
            }
            for (int lane = present; lane < PANEL; lane++) {
                panels[to + lane] = 0;
            }
        }
    }

    /**
     * Sets all from rows of W that lie {@code stride} elements apart.
     *
     * @param at where row 0 of W begins
     */
    public void setStrided(float[] weights, int at, int stride) {
        for (int column = 0; column < panelCount() * PANEL; column++) {
            int to = column / PANEL * PANEL * depth + column % PANEL;
            for (int k = 0; k < depth; k++) {
                panels[to + k * PANEL] = column < columns ? weights[at + column * stride + k] : 0;
            }
        }
    }

    /**
     * Sets all from the rows of Wᵀ, which lie {@code stride} elements apart.
     *
     * @param at where row 0 of Wᵀ begins
     */
    public void setTransposed(float[] weights, int at, int stride) {
        for (int panel = 0; panel < panelCount(); panel++) {
            int present = Math.min(PANEL, columns - panel * PANEL);
            for (int k = 0; k < depth; k++) {
                int from = at + k * stride + panel * PANEL;
                int to = (panel * depth + k) * PANEL;
                System.arraycopy(weights, from, panels, to, present);
                Arrays.fill(panels, to + present, to + PANEL, 0f);
            }
        }
    }
}

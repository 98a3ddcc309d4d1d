package org.quantoscope.kernel;

/**
 * Y = X Wᵀ of packed sides, cut into blocks that stay in the second-level cache.
 *
 * <p>Each element is the sum of its blocks along the depth, in order, as few as {@value
 * #MOST_DEPTH} allows and all of one length, each summed as {@link ForwardKernels#multiplyTile}
 * does: it depends neither on threads nor on what else is computed beside it.
 */
public final class MatrixProduct {
    /**
     * A group of this depth takes 20 KB of the first-level cache, the panels of a part 480 KB of
     * the second.
     */
    static final int MOST_DEPTH = 640;

    private static final int GROUP = ForwardKernels.GROUP;
    private static final int PANEL = ForwardKernels.PANEL;
    private static final int PANELS_PER_BLOCK = 6;
    private static final int GROUPS_PER_BLOCK = 32;

    private final ForwardKernels kernels;
    private final PackedRows left;
    private final PackedMatrix right;

    /**
     * @throws IllegalArgumentException if the depths differ
     */
    public MatrixProduct(ForwardKernels kernels, PackedRows left, PackedMatrix right) {
        if (left.depth != right.depth) {
            throw new IllegalArgumentException(
                    "rows of " + left.depth + " against rows of " + right.depth);
        }
        this.kernels = kernels;
        this.left = left;
        this.right = right;
    }

    /** Parts that may be computed in any order, by any threads. */
    public int parts() {
        return blocksOfPanels() * Math.ceilDiv(left.groupCount(), GROUPS_PER_BLOCK);
    }

    private int blocksOfPanels() {
        return Math.ceilDiv(right.panelCount(), PANELS_PER_BLOCK);
    }

    /**
     * Computes one part.
     *
     * @param into receives Y [rows, columns] from {@code at} on
     * @param stride elements between rows of {@code into}
     */
    public void part(int part, float[] into, int at, int stride) {
        int firstPanel = part % blocksOfPanels() * PANELS_PER_BLOCK;
        int firstGroup = part / blocksOfPanels() * GROUPS_PER_BLOCK;
        int endPanel = Math.min(right.panelCount(), firstPanel + PANELS_PER_BLOCK);
        int endGroup = Math.min(left.groupCount(), firstGroup + GROUPS_PER_BLOCK);
        float[] tile = new float[ForwardKernels.TILE];
        int depth = left.depth;
        int block = Math.ceilDiv(depth, Math.max(1, Math.ceilDiv(depth, MOST_DEPTH)));
        for (int k = 0; k < depth; k += block) {
            int count = Math.min(block, depth - k);
            for (int group = firstGroup; group < endGroup; group++) {
                int groupAt = (group * depth + k) * GROUP;
                for (int panel = firstPanel; panel < endPanel; panel++) {
                    int panelAt = (panel * depth + k) * PANEL;
                    kernels.multiplyTile(left.groups, groupAt, right.panels, panelAt, count, tile);
                    int to = at + group * GROUP * stride + panel * PANEL;
                    int rows = Math.min(GROUP, left.rows - group * GROUP);
                    int columns = Math.min(PANEL, right.columns - panel * PANEL);
                    store(tile, rows, columns, k > 0, into, to, stride);
                }
            }
        }
    }

    private static void store(
            float[] tile, int rows, int columns, boolean add, float[] into, int at, int stride) {
        for (int row = 0; row < rows; row++) {
            int to = at + row * stride;
            int from = row * PANEL;
            if (add) {
                for (int column = 0; column < columns; column++) {
                    into[to + column] += tile[from + column];
                }
            } else {
                System.arraycopy(tile, from, into, to, columns);
            }
        }
    }
}

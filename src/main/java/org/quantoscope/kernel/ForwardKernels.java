package org.quantoscope.kernel;

/**
 * The inner loops of a model's forward pass over float32.
 *
 * <p>{@link ScalarForwardKernels} is the specification; every other implementation gives the same
 * bits, because each element of a product is summed along the depth in one order, by fused
 * multiply-adds, however many lanes compute neighbours at the same time. All methods are
 * thread-safe.
 */
public interface ForwardKernels {
    /** Rows of the left side that lie interleaved: a group. */
    int GROUP = 8;

    /** Columns of the right side that lie interleaved: a panel. */
    int PANEL = 32;

    /** Elements of a tile: a group times a panel. */
    int TILE = GROUP * PANEL;

    /** Sums in double run in as many stripes: element i of a row is added to stripe i mod 16. */
    int STRIPES = 16;

    /** For people: what runs, and how wide. */
    String name();

    /**
     * One tile of a product: tile[r, c] = Σ group[k, r] · panel[k, c], from k = 0 on.
     *
     * @param groups holds [depth, {@link #GROUP}] from {@code groupAt} on
     * @param panels holds [depth, {@link #PANEL}] from {@code panelAt} on
     * @param tile result [{@link #GROUP}, {@link #PANEL}]
     */
    void multiplyTile(
            float[] groups, int groupAt, float[] panels, int panelAt, int depth, float[] tile);

    /**
     * Replaces values by exp(value − {@code shift}), to within two units in the last place; results
     * stay between those of −87 and of 88.
     */
    void exp(float[] values, int at, int count, float shift);

    /** Replaces gate[i] by silu(gate[i]) · up[i], silu(x) = x / (1 + exp(−x)). */
    void gate(float[] gate, float[] up, int at, int count);

    /** The largest of {@code count} values; NaN if one of them is; −∞ of none. */
    float max(float[] values, int at, int count);

    /** Σ values, in double. */
    double sum(float[] values, int at, int count);

    /**
     * Σ weights[i] · (first[at + i] − second[at + i]), in double.
     *
     * @param weights from index 0 on
     */
    double weightedDifference(float[] weights, float[] first, float[] second, int at, int count);
}

package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.ForwardKernels.GROUP;
import static org.quantoscope.kernel.ForwardKernels.PANEL;
import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a matrix product whose sums stay in registers: 16 of 512 bits, or 8 of fewer.
 *
 * <p>Sums are stored once at the end; what is done with a tile is left to the caller, which keeps
 * these methods below the size that C2 still compiles without boxing vectors.
 */
final class TileLoops {
    /** Rows of the narrower tile. */
    static final int FEW = 4;

    private TileLoops() {}

    static void eightRows(
            float[] groups, int groupAt, float[] panels, int panelAt, int depth, float[] tile) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector e0 = a0;
        FloatVector e1 = a0;
        FloatVector f0 = a0;
        FloatVector f1 = a0;
        FloatVector g0 = a0;
        FloatVector g1 = a0;
        FloatVector h0 = a0;
        FloatVector h1 = a0;
        int left = groupAt;
        int right = panelAt;
        for (int k = 0; k < depth; k++, left += GROUP, right += PANEL) {
            FloatVector first = FloatVector.fromArray(FLOATS, panels, right);
            FloatVector second = FloatVector.fromArray(FLOATS, panels, right + WIDTH);
            FloatVector x = FloatVector.broadcast(FLOATS, groups[left]);
            a0 = x.fma(first, a0);
            a1 = x.fma(second, a1);
            x = FloatVector.broadcast(FLOATS, groups[left + 1]);
            b0 = x.fma(first, b0);
            b1 = x.fma(second, b1);
            x = FloatVector.broadcast(FLOATS, groups[left + 2]);
            c0 = x.fma(first, c0);
            c1 = x.fma(second, c1);
            x = FloatVector.broadcast(FLOATS, groups[left + 3]);
            d0 = x.fma(first, d0);
            d1 = x.fma(second, d1);
            x = FloatVector.broadcast(FLOATS, groups[left + 4]);
            e0 = x.fma(first, e0);
            e1 = x.fma(second, e1);
            x = FloatVector.broadcast(FLOATS, groups[left + 5]);
            f0 = x.fma(first, f0);
            f1 = x.fma(second, f1);
            x = FloatVector.broadcast(FLOATS, groups[left + 6]);
            g0 = x.fma(first, g0);
            g1 = x.fma(second, g1);
            x = FloatVector.broadcast(FLOATS, groups[left + 7]);
            h0 = x.fma(first, h0);
            h1 = x.fma(second, h1);
        }
        a0.intoArray(tile, 0);
        a1.intoArray(tile, WIDTH);
        b0.intoArray(tile, PANEL);
        b1.intoArray(tile, PANEL + WIDTH);
        c0.intoArray(tile, 2 * PANEL);
        c1.intoArray(tile, 2 * PANEL + WIDTH);
        d0.intoArray(tile, 3 * PANEL);
        d1.intoArray(tile, 3 * PANEL + WIDTH);
        e0.intoArray(tile, 4 * PANEL);
        e1.intoArray(tile, 4 * PANEL + WIDTH);
        f0.intoArray(tile, 5 * PANEL);
        f1.intoArray(tile, 5 * PANEL + WIDTH);
        g0.intoArray(tile, 6 * PANEL);
        g1.intoArray(tile, 6 * PANEL + WIDTH);
        h0.intoArray(tile, 7 * PANEL);
        h1.intoArray(tile, 7 * PANEL + WIDTH);
    }

    static void fourRows(
            float[] groups,
            int groupAt,
            float[] panels,
            int panelAt,
            int depth,
            float[] tile,
            int tileAt) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        int left = groupAt;
        int right = panelAt;
        for (int k = 0; k < depth; k++, left += GROUP, right += PANEL) {
            FloatVector first = FloatVector.fromArray(FLOATS, panels, right);
            FloatVector second = FloatVector.fromArray(FLOATS, panels, right + WIDTH);
            FloatVector x = FloatVector.broadcast(FLOATS, groups[left]);
            a0 = x.fma(first, a0);
            a1 = x.fma(second, a1);
            x = FloatVector.broadcast(FLOATS, groups[left + 1]);
            b0 = x.fma(first, b0);
            b1 = x.fma(second, b1);
            x = FloatVector.broadcast(FLOATS, groups[left + 2]);
            c0 = x.fma(first, c0);
            c1 = x.fma(second, c1);
            x = FloatVector.broadcast(FLOATS, groups[left + 3]);
            d0 = x.fma(first, d0);
            d1 = x.fma(second, d1);
        }
        a0.intoArray(tile, tileAt);
        a1.intoArray(tile, tileAt + WIDTH);
        b0.intoArray(tile, tileAt + PANEL);
        b1.intoArray(tile, tileAt + PANEL + WIDTH);
        c0.intoArray(tile, tileAt + 2 * PANEL);
        c1.intoArray(tile, tileAt + 2 * PANEL + WIDTH);
        d0.intoArray(tile, tileAt + 3 * PANEL);
        d1.intoArray(tile, tileAt + 3 * PANEL + WIDTH);
    }
}

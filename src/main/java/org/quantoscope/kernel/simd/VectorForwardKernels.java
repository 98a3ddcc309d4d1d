package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER_BITS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.ScalarForwardKernels;

/** The forward pass's loops in the Vector API. */
public final class VectorForwardKernels implements ForwardKernels {
    @Override
    public String name() {
        return "Vector API, " + Lanes.describe();
    }

    @Override
    public void multiplyTile(
            float[] groups, int groupAt, float[] panels, int panelAt, int depth, float[] tile) {
        if (2 * WIDTH == PANEL) {
            TileLoops.eightRows(groups, groupAt, panels, panelAt, depth, tile);
            return;
        }
        for (int row = 0; row < GROUP; row += TileLoops.FEW) {
            for (int column = 0; column < PANEL; column += 2 * WIDTH) {
                TileLoops.fourRows(
                        groups,
                        groupAt + row,
                        panels,
                        panelAt + column,
                        depth,
                        tile,
                        row * PANEL + column);
            }
        }
    }

    @Override
    public void exp(float[] values, int at, int count, float shift) {
        int i = at;
        for (; i <= at + count - WIDTH; i += WIDTH) {
            exp(FloatVector.fromArray(FLOATS, values, i).sub(shift)).intoArray(values, i);
        }
        for (; i < at + count; i++) {
            values[i] = ScalarForwardKernels.exp(values[i] - shift);
        }
    }

    @Override
    public void gate(float[] gate, float[] up, int at, int count) {
        int i = at;
        for (; i <= at + count - WIDTH; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, gate, i);
            FloatVector silu = x.div(exp(x.neg()).add(1f));
            silu.mul(FloatVector.fromArray(FLOATS, up, i)).intoArray(gate, i);
        }
        for (; i < at + count; i++) {
            gate[i] = gate[i] / (1 + ScalarForwardKernels.exp(-gate[i])) * up[i];
        }
    }

    @Override
    public float max(float[] values, int at, int count) {
        return SumLoops.max(values, at, count);
    }

    @Override
    public double sum(float[] values, int at, int count) {
        return SumLoops.sum(values, at, count);
    }

    @Override
    public double weightedDifference(
            float[] weights, float[] first, float[] second, int at, int count) {
        return SumLoops.weightedDifference(weights, first, second, at, count);
    }

    private static FloatVector exp(FloatVector value) {
        FloatVector x = value.min(ScalarForwardKernels.MOST).max(ScalarForwardKernels.LEAST);
        FloatVector rounded =
                x.fma(
                        FloatVector.broadcast(FLOATS, ScalarForwardKernels.LOG2_E),
                        FloatVector.broadcast(FLOATS, ROUNDER));
        FloatVector n = rounded.sub(ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -ScalarForwardKernels.LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(FLOATS, -ScalarForwardKernels.LN2_LOW), r);
        FloatVector series = FloatVector.broadcast(FLOATS, ScalarForwardKernels.SERIES[0]);
        for (int i = 1; i < ScalarForwardKernels.SERIES.length; i++) {
            series = series.fma(r, FloatVector.broadcast(FLOATS, ScalarForwardKernels.SERIES[i]));
        }
        FloatVector power =
                rounded.reinterpretAsInts()
                        .sub(ROUNDER_BITS - 127)
                        .lanewise(VectorOperators.LSHL, 23)
                        .reinterpretAsFloats();
        return series.fma(r.mul(r), r).add(1f).mul(power);
    }
}

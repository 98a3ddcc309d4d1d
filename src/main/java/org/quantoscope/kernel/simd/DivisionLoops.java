package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER_BITS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.ScalarKernels;

/** The rounding of compressed-tensors and GPTQ, a division by the stored scale. */
final class DivisionLoops {
    private DivisionLoops() {}

    static void quantize(
            float[] values, int count, CodeTable table, byte[] codes, float[] restored) {
        for (int from = 0; from < count; from += table.groupSize) {
            int to = Math.min(count, from + table.groupSize);
            int done = whole(values, from, to, table, codes, restored);
            if (done < to) {
                ScalarKernels.quantizeByDivision(values, done, to, table, codes, restored);
            }
        }
    }

    /**
     * Rounds first and clamps then, to whole bounds: see {@link QuantizeLoops}. A zero is positive,
     * for codes in a file have no sign of zero.
     */
    private static int whole(
            float[] values, int from, int to, CodeTable table, byte[] codes, float[] restored) {
        int entry = from / table.groupSize;
        int half = table.codeCount / 2;
        float zeroPoint = -(float) half - table.lowest[entry];
        float scale = table.scale[entry];
        IntVector lowest = IntVector.broadcast(INTS, ROUNDER_BITS - half);
        IntVector highest = IntVector.broadcast(INTS, ROUNDER_BITS + half - 1);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector moved = FloatVector.fromArray(FLOATS, values, i).div(scale).add(zeroPoint);
            IntVector bits = moved.add(ROUNDER).reinterpretAsInts().max(lowest).min(highest);
            CodeStore.store(bits.sub(ROUNDER_BITS - half), codes, i);
            FloatVector code = bits.reinterpretAsFloats().sub(ROUNDER);
            code.sub(zeroPoint).mul(scale).intoArray(restored, i);
        }
        return i;
    }
}

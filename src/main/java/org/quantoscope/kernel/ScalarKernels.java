package org.quantoscope.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The loops of {@link Kernels} written plainly: the specification that every faster twin is tested
 * against.
 *
 * <p>It needs no incubator module and runs on every machine.
 */
public final class ScalarKernels implements Kernels {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void widenF32(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        MemorySegment.copy(from, FLOAT, byteOffset, into, at, count);
    }

    @Override
    public void widenF16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = Float.float16ToFloat(from.get(SHORT, byteOffset + 2L * i));
        }
    }

    @Override
    public void widenBf16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = Float.intBitsToFloat(from.get(SHORT, byteOffset + 2L * i) << 16);
        }
    }

    @Override
    public void countHalves(MemorySegment from, long byteOffset, long count, int[] counts) {
        for (long i = 0; i < count; i++) {
            counts[from.get(SHORT, byteOffset + 2 * i) & 0xffff]++;
        }
    }

    @Override
    public void countMagnitudeTops(float[] values, int count, int[] counts) {
        for (int i = 0; i < count; i++) {
            counts[magnitudeBits(values[i]) >>> 15]++;
        }
    }

    @Override
    public void countMagnitudeLows(float[] values, int count, int top, int[] counts) {
        for (int i = 0; i < count; i++) {
            int bits = magnitudeBits(values[i]);
            if (bits >>> 15 == top) {
                counts[bits & 0x7fff]++;
            }
        }
    }

    private static int magnitudeBits(float value) {
        return Float.floatToRawIntBits(value) & 0x7fffffff;
    }

    @Override
    public void moments(float[] values, int count, MomentSums result) {
        double[] sum = new double[STRIPES];
        double[] squares = new double[STRIPES];
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            float w = values[i];
            sum[i % STRIPES] += w;
            squares[i % STRIPES] += (double) w * w;
            min = Math.min(w, min);
            max = Math.max(w, max);
        }
        result.sum = Stripes.combine(sum);
        result.squares = Stripes.combine(squares);
        result.min = min;
        result.max = max;
    }

    @Override
    public void centralMoments(float[] values, int count, double mean, MomentSums result) {
        double[] second = new double[STRIPES];
        double[] third = new double[STRIPES];
        double[] fourth = new double[STRIPES];
        for (int i = 0; i < count; i++) {
            double d = values[i] - mean;
            double dd = d * d;
            second[i % STRIPES] += dd;
            third[i % STRIPES] += dd * d;
            fourth[i % STRIPES] += dd * dd;
        }
        result.second = Stripes.combine(second);
        result.third = Stripes.combine(third);
        result.fourth = Stripes.combine(fourth);
    }

    @Override
    public int classify(float[] values, int count, float threshold, long[] salient) {
        int found = 0;
        for (int word = 0; word < (count + 63) / 64; word++) {
            long bits = 0;
            int end = Math.min(count, 64 * word + 64);
            for (int i = 64 * word; i < end; i++) {
                if (Math.abs(values[i]) > threshold) {
                    bits |= 1L << i;
                }
            }
            salient[word] = bits;
            found += Long.bitCount(bits);
        }
        return found;
    }

    @Override
    public int countAbove(float[] values, int count, float threshold) {
        int above = 0;
        for (int i = 0; i < count; i++) {
            above += values[i] > threshold ? 1 : 0;
        }
        return above;
    }

    @Override
    public void groupRanges(
            float[] values,
            int count,
            int groupSize,
            float threshold,
            boolean magnitudes,
            float[] low,
            float[] high,
            float[] salientLow,
            float[] salientHigh) {
        for (int from = 0, group = 0; from < count; from += groupSize, group++) {
            float lo = Float.POSITIVE_INFINITY;
            float hi = Float.NEGATIVE_INFINITY;
            float sLo = Float.POSITIVE_INFINITY;
            float sHi = Float.NEGATIVE_INFINITY;
            int to = Math.min(count, from + groupSize);
            for (int i = from; i < to; i++) {
                float w = values[i];
                float magnitude = Math.abs(w);
                if (magnitude > threshold) {
                    float x = magnitudes ? magnitude : w;
                    sLo = Math.min(x, sLo);
                    sHi = Math.max(x, sHi);
                } else {
                    lo = Math.min(w, lo);
                    hi = Math.max(w, hi);
                }
            }
            low[group] = lo;
            high[group] = hi;
            salientLow[group] = sLo;
            salientHigh[group] = sHi;
        }
    }

    /** q of one weight, or of its magnitude, under one entry: a whole number. */
    public static float code(float x, CodeTable table, int entry) {
        float scaled = (x - table.offset[entry]) * table.inverse[entry];
        float clamped =
                scaled < table.lowest[entry]
                        ? table.lowest[entry]
                        : scaled > table.highest[entry] ? table.highest[entry] : scaled;
        return (float) Math.rint(clamped);
    }

    @Override
    public void fitSums(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        double[] error = new double[STRIPES];
        double[] sumX = new double[STRIPES];
        double[] sumXq = new double[STRIPES];
        long count = 0;
        long sumQ = 0;
        long sumQq = 0;
        for (int i = from; i < to; i++) {
            float w = values[i];
            if ((Math.abs(w) > threshold) != salientClass) {
                continue;
            }
            float x = table.lobes ? Math.abs(w) : w;
            float q = code(x, table, entry);
            // |restored| − |w| has the square of restored − w: the sign is common to both.
            double e = (double) (q * table.scale[entry] + table.offset[entry]) - x;
            int stripe = (i - from) % STRIPES;
            error[stripe] += e * e;
            sumX[stripe] += x;
            sumXq[stripe] += (double) x * q;
            count++;
            int whole = (int) q;
            sumQ += whole;
            sumQq += (long) whole * whole;
        }
        result.count = count;
        result.squaredError = Stripes.combine(error);
        result.x = Stripes.combine(sumX);
        result.xq = Stripes.combine(sumXq);
        result.q = sumQ;
        result.qq = sumQq;
    }

    @Override
    public void classError(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        fitSums(values, from, to, threshold, salientClass, table, entry, result);
    }

    @Override
    public void quantize(
            float[] values,
            int count,
            float threshold,
            CodeTable table,
            CodeTable salientTable,
            byte[] codes,
            float[] restored) {
        for (int i = 0; i < count; i++) {
            float w = values[i];
            CodeTable chosen = Math.abs(w) > threshold ? salientTable : table;
            int entry = i / chosen.groupSize;
            float q = code(chosen.lobes ? Math.abs(w) : w, chosen, entry);
            float value = q * chosen.scale[entry] + chosen.offset[entry];
            int code = (int) (q - chosen.lowest[entry]);
            boolean negative = chosen.lobes && w < 0;
            restored[i] = negative ? -value : value;
            codes[i] = (byte) (negative ? code | chosen.signBit : code);
        }
    }

    @Override
    public void quantizeBlocks(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        ScalarBlocks.quantizeBlocks(type, values, count, table, codes, restored);
    }

    @Override
    public int encodeBlocks(BlockType type, float[] values, int count, byte[] into, int at) {
        return BlockBytes.encode(type, values, count, into, at);
    }

    /** The block of {@link #encodeBlocks} that starts at {@code from}; false if it cannot be. */
    public static boolean encodeBlock(
            BlockType type, float[] values, int from, byte[] into, int at) {
        return BlockBytes.encodeBlock(type, values, from, into, at);
    }

    @Override
    public void quantizeByDivision(
            float[] values, int count, CodeTable table, byte[] codes, float[] restored) {
        ScalarBlocks.quantizeByDivision(values, 0, count, table, codes, restored);
    }

    /** The block of {@link #quantizeBlocks} that starts at {@code from}. */
    public static void quantizeBlock(
            BlockType type,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        ScalarBlocks.quantizeBlock(type, values, from, table, codes, restored);
    }

    /** The weights of {@link #quantizeByDivision} in [from, to). */
    public static void quantizeByDivision(
            float[] values, int from, int to, CodeTable table, byte[] codes, float[] restored) {
        ScalarBlocks.quantizeByDivision(values, from, to, table, codes, restored);
    }

    @Override
    public void errorSums(
            float[] values, float[] restored, int count, SalientMarks salient, ErrorSums result) {
        double[] error = new double[STRIPES];
        double[] squares = new double[STRIPES];
        double max = 0;
        for (int i = 0; i < count; i++) {
            double e = (double) restored[i] - values[i];
            double ee = e * e;
            error[i % STRIPES] += ee;
            squares[i % STRIPES] += (double) restored[i] * restored[i];
            max = Math.max(max, Math.abs(e));
        }
        result.squaredError = Stripes.combine(error);
        result.salientSquaredError = salientSquaredError(values, restored, salient);
        result.squaredRestored = Stripes.combine(squares);
        result.maxAbsError = max;
    }

    /** Σ(ŵ−w)² of the salient weights, every fourth of them in one sum. */
    public static double salientSquaredError(
            float[] values, float[] restored, SalientMarks salient) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int[] columns = salient.columns;
        int i = 0;
        for (; i <= salient.count - 4; i += 4) {
            first += squaredError(values, restored, columns[i]);
            second += squaredError(values, restored, columns[i + 1]);
            third += squaredError(values, restored, columns[i + 2]);
            fourth += squaredError(values, restored, columns[i + 3]);
        }
        for (; i < salient.count; i++) {
            first += squaredError(values, restored, columns[i]);
        }
        return first + second + (third + fourth);
    }

    private static double squaredError(float[] values, float[] restored, int i) {
        double e = (double) restored[i] - values[i];
        return e * e;
    }

    @Override
    public void addColumnErrors(float[] values, float[] restored, int count, double[] columns) {
        for (int i = 0; i < count; i++) {
            double e = (double) restored[i] - values[i];
            columns[i] += e * e;
        }
    }

    @Override
    public void histogram(float[] values, int count, BinCounts into) {
        for (int i = 0; i < count; i++) {
            into.counts[into.edges.binOf(values[i])]++;
        }
    }

    @Override
    public void histogramOfCodes(
            byte[] codes,
            float[] restored,
            SalientMarks salient,
            int count,
            CodeTable table,
            BinCounts into) {
        histogram(restored, count, into);
    }

    @Override
    public void pack(byte[] codes, int count, int bits, byte[] into, int at) {
        int pending = 0;
        int pendingBits = 0;
        int out = at;
        for (int i = 0; i < count; i++) {
            pending |= (codes[i] & 0xff) << pendingBits;
            pendingBits += bits;
            while (pendingBits >= 8) {
                into[out++] = (byte) pending;
                pending >>>= 8;
                pendingBits -= 8;
            }
        }
        if (pendingBits > 0) {
            into[out] = (byte) pending;
        }
    }
}

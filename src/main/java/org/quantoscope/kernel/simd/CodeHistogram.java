package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.LONGS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.SalientMarks;

/**
 * Bins of a quantized row by way of its codes.
 *
 * <p>A group holds few values: the members of each are counted, and each value is binned once.
 * Adding weights one by one to the same few bins would wait for each store. Counting goes by bit
 * planes, 64 codes to a word: the members of a code are the AND of its planes, and one vector
 * counts those of as many codes as it has long lanes. Salient weights are few and binned one by
 * one.
 */
final class CodeHistogram {
    /** Codes that counting is worth: 6 bits. */
    private static final int MOST_CODES = 64;

    /** Least weights per code of a parameter set that counting is worth. */
    private static final int LEAST_PER_CODE = 4;

    private static final VectorSpecies<Byte> BYTES = Lanes.BYTES;
    private static final int BYTES_WIDTH = BYTES.length();

    private static final int LANES = LONGS.length();

    /** Codes that are counted at once: two vectors, which differ in the bit of this value / 2. */
    private static final int AT_ONCE = 2 * LANES;

    /** All ones in the lanes of codes whose bit 0, 1 or 2 is clear. */
    private static final long[][] CLEAR = new long[3][LANES];

    private static final float[] NUMBERS = new float[MOST_CODES];

    static {
        for (int i = 0; i < MOST_CODES; i++) {
            NUMBERS[i] = i;
        }
        for (int bit = 0; bit < 3; bit++) {
            for (int code = 0; code < LANES; code++) {
                CLEAR[bit][code] = (code >> bit & 1) == 0 ? -1L : 0;
            }
        }
    }

    private CodeHistogram() {}

    static void histogram(
            byte[] codes,
            float[] restored,
            SalientMarks salient,
            int count,
            CodeTable table,
            BinCounts into) {
        if (!isWorth(table, count)) {
            HistogramLoops.histogram(restored, count, into);
            return;
        }
        int whole = count - count % 64;
        others(codes, salient.words, whole, table, into);
        salient(restored, salient, whole, into);
        for (int i = whole; i < count; i++) {
            into.counts[into.edges.binOf(restored[i])]++;
        }
    }

    private static boolean isWorth(CodeTable table, int count) {
        int size = table.groupSize;
        return !table.lobes
                && table.codeCount <= MOST_CODES
                && Math.min(size, count) >= LEAST_PER_CODE * table.codeCount
                && (size % 64 == 0 || size >= count);
    }

    /** Number of codes, filled up to what is counted at once; the codes beyond have no members. */
    private static int values(CodeTable table) {
        return Math.max(AT_ONCE, table.codeCount);
    }

    /** Bins the weights that are not salient, as many parameter sets at once as can be staged. */
    private static void others(
            byte[] codes, long[] salient, int whole, CodeTable table, BinCounts into) {
        long sets = BinCounts.STAGED / values(table);
        int block = (int) Math.min(whole, table.groupSize * sets);
        for (int from = 0; from < whole; from += block) {
            int to = Math.min(whole, from + block);
            int size = 0;
            for (int at = from; at < to; at += table.groupSize) {
                int end = Math.min(to, at + table.groupSize);
                for (int code = 0; code < values(table); code += AT_ONCE, size += AT_ONCE) {
                    count(codes, salient, at, end, code, table.codeCount, into.members, size);
                }
            }
            bin(table, from / table.groupSize, size, into);
        }
    }

    /**
     * Counts the members of the codes from {@code code} on.
     *
     * @param into where their counts go in {@code members}
     */
    private static void count(
            byte[] codes,
            long[] salient,
            int from,
            int to,
            int code,
            int codeCount,
            long[] members,
            int into) {
        LongVector first = LongVector.zero(LONGS);
        LongVector second = LongVector.zero(LONGS);
        for (int at = from; at < to; at += 64) {
            long wanted = ~salient[at / 64];
            for (int bit = AT_ONCE; bit < codeCount; bit *= 2) {
                long plane = plane(codes, at, (byte) bit);
                wanted &= (code & bit) == 0 ? ~plane : plane;
            }
            LongVector places = low(codes, at).and(wanted);
            long high = plane(codes, at, (byte) LANES);
            first = first.add(places.and(~high).lanewise(VectorOperators.BIT_COUNT));
            second = second.add(places.and(high).lanewise(VectorOperators.BIT_COUNT));
        }
        first.intoArray(members, into);
        second.intoArray(members, into + LANES);
    }

    /** The places among 64 codes that have a bit set. */
    private static long plane(byte[] codes, int at, byte bit) {
        long plane = 0;
        for (int part = 0; part < 64; part += BYTES_WIDTH) {
            plane |=
                    ByteVector.fromArray(BYTES, codes, at + part)
                                    .and(bit)
                                    .compare(VectorOperators.NE, (byte) 0)
                                    .toLong()
                            << part;
        }
        return plane;
    }

    /** The places of each lane's code by its lowest bits. */
    private static LongVector low(byte[] codes, int at) {
        LongVector places = has(codes, at, 0);
        if (LANES > 2) {
            places = places.and(has(codes, at, 1));
        }
        if (LANES > 4) {
            places = places.and(has(codes, at, 2));
        }
        return places;
    }

    private static LongVector has(byte[] codes, int at, int bit) {
        return LongVector.fromArray(LONGS, CLEAR[bit], 0)
                .lanewise(VectorOperators.XOR, plane(codes, at, (byte) (1 << bit)));
    }

    private static void salient(float[] restored, SalientMarks marks, int whole, BinCounts into) {
        for (int from = 0; from < marks.count; from += BinCounts.STAGED) {
            int size = Math.min(BinCounts.STAGED, marks.count - from);
            int staged = 0;
            while (staged < size && marks.columns[from + staged] < whole) {
                into.values[staged] = restored[marks.columns[from + staged]];
                staged++;
            }
            HistogramLoops.histogram(into.values, staged, into);
        }
    }

    /** Bins the {@code size} staged values of the parameter sets from {@code first} on. */
    private static void bin(CodeTable table, int first, int size, BinCounts into) {
        for (int i = 0, entry = first; i < size; i += values(table), entry++) {
            valuesOf(table, entry, i, into.values);
        }
        HistogramLoops.bins(into.values, 0, size, into.edges, into.bins);
        for (int i = 0; i < size; i++) {
            into.counts[into.bins[i]] += (int) into.members[i];
        }
    }

    /** Stages the values of one parameter set, and whatever fills the last vector. */
    private static void valuesOf(CodeTable table, int entry, int at, float[] values) {
        float lowest = table.lowest[entry];
        float scale = table.scale[entry];
        float offset = table.offset[entry];
        for (int i = 0; i < table.codeCount; i += WIDTH) {
            FloatVector.fromArray(FLOATS, NUMBERS, i)
                    .add(lowest)
                    .mul(scale)
                    .add(offset)
                    .intoArray(values, at + i);
        }
    }
}

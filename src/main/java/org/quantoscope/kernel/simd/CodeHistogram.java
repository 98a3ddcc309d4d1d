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

import java.util.Arrays;

/**
 * Bins of a quantized row by way of its codes.
 *
 * <p>A group holds few values: the members of each are counted, and each value is binned once.
 * Counting goes by bit planes, 64 codes to a word: the members of a code are the AND of its planes,
 * and one vector counts those of as many codes as it has long lanes. Adding weights one by one to
 * the same few bins would wait for each store.
 */
final class CodeHistogram {
    /** Codes that counting is worth: 6 bits. */
    private static final int MOST_CODES = 64;

    /** Least weights per code of a parameter set that counting is worth. */
    private static final int LEAST_PER_CODE = 4;

    private static final VectorSpecies<Byte> BYTES = Lanes.BYTES;
    private static final int BYTES_WIDTH = BYTES.length();

    /** Codes that one vector counts: they differ in their lowest bits. */
    private static final int LANES = LONGS.length();

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

    /** Places among 64 codes, by the bits that lanes do not tell apart. */
    private final long[] high = new long[Math.max(1, MOST_CODES / LANES)];

    private final BinCounts into;

    private CodeHistogram(BinCounts into) {
        this.into = into;
    }

    static void histogram(
            byte[] codes,
            float[] restored,
            SalientMarks salient,
            int count,
            CodeTable table,
            CodeTable salientTable,
            BinCounts into) {
        if (!isWorth(table, count)) {
            HistogramLoops.histogram(restored, count, into);
            return;
        }
        int whole = count - count % 64;
        CodeHistogram histogram = new CodeHistogram(into);
        if (isWorth(salientTable, count) && salient.count >= values(salientTable, whole)) {
            histogram.twoClasses(codes, salient.words, whole, table, salientTable);
        } else {
            histogram.unmarked(codes, salient.words, whole, table);
            histogram.marked(restored, salient, whole);
        }
        for (int i = whole; i < count; i++) {
            into.counts[into.edges.binOf(restored[i])]++;
        }
    }

    /** Values of all parameter sets of {@code count} weights. */
    private static int values(CodeTable table, int count) {
        return Math.ceilDiv(count, table.groupSize) * values(table);
    }

    private static boolean isWorth(CodeTable table, int count) {
        int size = table.groupSize;
        return table.codeCount <= MOST_CODES
                && Math.min(size, count) >= LEAST_PER_CODE * table.codeCount
                && (size % 64 == 0 || size >= count);
    }

    /** Number of codes, filled up to whole vectors; the codes beyond have no members. */
    private static int values(CodeTable table) {
        return Math.max(LANES, table.codeCount);
    }

    /** Weights whose parameter sets have their members counted at once. */
    private static long block(CodeTable table) {
        return (long) table.groupSize * (BinCounts.STAGED / values(table));
    }

    /** Weights that are not marked. */
    private void unmarked(byte[] codes, long[] marked, int whole, CodeTable table) {
        int block = (int) Math.min(whole, block(table));
        for (int from = 0; from < whole; from += block) {
            int to = Math.min(whole, from + block);
            clear(table, from, to, into.members);
            for (int at = from, next = 0; at < to; next += values(table)) {
                int end = Math.min(to, at + table.groupSize);
                for (; at < end; at += 64) {
                    split(codes, at, table.codeCount);
                    count(low(codes, at), ~marked[at / 64], table.codeCount, into.members, next);
                }
            }
            bin(table, from, to, into.members);
        }
    }

    /** Marked weights, one by one. */
    private void marked(float[] restored, SalientMarks marks, int whole) {
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

    private void twoClasses(
            byte[] codes, long[] salient, int whole, CodeTable table, CodeTable salientTable) {
        int block = (int) Math.min(whole, Math.min(block(table), block(salientTable)));
        for (int from = 0; from < whole; from += block) {
            int to = Math.min(whole, from + block);
            clear(table, from, to, into.members);
            clear(salientTable, from, to, into.salientMembers);
            countTwo(codes, salient, from, to, table, salientTable);
            bin(table, from, to, into.members);
            bin(salientTable, from, to, into.salientMembers);
        }
    }

    private void countTwo(
            byte[] codes,
            long[] salient,
            int from,
            int to,
            CodeTable table,
            CodeTable salientTable) {
        int most = Math.max(table.codeCount, salientTable.codeCount);
        int first = from / table.groupSize;
        int firstSalient = from / salientTable.groupSize;
        for (int at = from; at < to; at += 64) {
            long marked = salient[at / 64];
            int entry = at / table.groupSize - first;
            int salientEntry = at / salientTable.groupSize - firstSalient;
            split(codes, at, most);
            LongVector low = low(codes, at);
            count(low, ~marked, table.codeCount, into.members, entry * values(table));
            if (marked != 0) {
                count(
                        low,
                        marked,
                        salientTable.codeCount,
                        into.salientMembers,
                        salientEntry * values(salientTable));
            }
        }
    }

    /** Sets {@code high[c]} to the places among 64 codes with code / LANES = c. */
    private void split(byte[] codes, int at, int values) {
        high[0] = -1L;
        int known = 1;
        for (int bit = LANES; bit < values; bit *= 2, known *= 2) {
            long plane = plane(codes, at, (byte) bit);
            for (int i = 0; i < known; i++) {
                high[i + known] = high[i] & plane;
                high[i] &= ~plane;
            }
        }
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

    /** Adds how often each code occurs among the marked ones of the 64 that were split. */
    private void count(LongVector low, long marked, int values, long[] members, int into) {
        LongVector places = low.and(marked);
        for (int code = 0; code < values; code += LANES) {
            LongVector.fromArray(LONGS, members, into + code)
                    .add(places.and(high[code / LANES]).lanewise(VectorOperators.BIT_COUNT))
                    .intoArray(members, into + code);
        }
    }

    /** Number of counters for the parameter sets of the weights in [from, to). */
    private static int size(CodeTable table, int from, int to) {
        return ((to - 1) / table.groupSize - from / table.groupSize + 1) * values(table);
    }

    private static void clear(CodeTable table, int from, int to, long[] members) {
        Arrays.fill(members, 0, size(table, from, to), 0);
    }

    /** Bins the values of the parameter sets of [from, to), as often as they occur. */
    private void bin(CodeTable table, int from, int to, long[] members) {
        int size = size(table, from, to);
        int entry = from / table.groupSize;
        for (int i = 0; i < size; i += values(table), entry++) {
            valuesOf(table, entry, i);
        }
        HistogramLoops.bins(into.values, 0, size, into.edges, into.bins);
        for (int i = 0; i < size; i++) {
            into.counts[into.bins[i]] += (int) members[i];
        }
    }

    /** Stages the values of one parameter set, and whatever fills the last vector. */
    private void valuesOf(CodeTable table, int entry, int at) {
        float lowest = table.lowest[entry];
        float scale = table.scale[entry];
        float offset = table.offset[entry];
        float[] values = into.values;
        for (int i = 0; i < table.codeCount; i += WIDTH) {
            FloatVector.fromArray(FLOATS, NUMBERS, i)
                    .add(lowest)
                    .mul(scale)
                    .add(offset)
                    .intoArray(values, at + i);
        }
        if (table.lobes) {
            for (int i = table.signBit; i < table.codeCount; i++) {
                values[at + i] = -values[at + i - table.signBit];
            }
        }
    }
}

package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.CodeTable;

import java.util.Arrays;

/**
 * Bins of a quantized row by way of its codes.
 *
 * <p>A group holds few values, so their members are counted by comparing code bytes, and each value
 * is binned once. Adding weights one by one to the same few bins would wait for each store. Groups
 * with fewer than eight weights per value are faster the plain way.
 */
final class CodeHistogram {
    /** Codes that comparing is worth: 5 bits. */
    private static final int MOST_CODES = 32;

    private static final VectorSpecies<Byte> BYTES = Lanes.BYTES;
    private static final int BYTES_WIDTH = BYTES.length();

    /** Whether 64 codes are one vector. */
    private static final boolean PAIRS = BYTES_WIDTH == 64;

    private static final float[] NUMBERS = new float[MOST_CODES];

    static {
        for (int i = 0; i < MOST_CODES; i++) {
            NUMBERS[i] = i;
        }
    }

    private CodeHistogram() {}

    static void histogram(
            byte[] codes,
            float[] restored,
            long[] salient,
            int count,
            CodeTable table,
            BinEdges edges,
            int[] counts) {
        int size = table.groupSize;
        int values = count == 0 ? 1 : 1 + (int) (table.highest[0] - table.lowest[0]);
        if (values > MOST_CODES || size < 8 * values || size % 64 != 0 && size < count) {
            HistogramLoops.histogram(restored, count, edges, counts);
            return;
        }
        int whole = count - count % 64;
        int[] members = new int[MOST_CODES];
        int[] bins = new int[MOST_CODES];
        float[] value = new float[MOST_CODES];
        for (int from = 0, entry = 0; from < whole; from += size, entry++) {
            int to = Math.min(whole, from + size);
            Arrays.fill(members, 0);
            int at = from;
            for (; PAIRS && at <= to - 128; at += 128) {
                countPair(codes, at, ~salient[at / 64], ~salient[at / 64 + 1], values, members);
            }
            for (; at < to; at += 64) {
                countWord(codes, at, ~salient[at / 64], values, members);
            }
            int rounded = (values + WIDTH - 1) / WIDTH * WIDTH;
            values(table, entry, rounded, value);
            HistogramLoops.bins(value, rounded, edges, bins);
            for (int i = 0; i < values; i++) {
                counts[bins[i]] += members[i];
            }
        }
        salientAndRest(restored, salient, whole, count, edges, counts);
    }

    private static void values(CodeTable table, int entry, int size, float[] value) {
        float lowest = table.lowest[entry];
        float scale = table.scale[entry];
        float offset = table.offset[entry];
        for (int i = 0; i < size; i += WIDTH) {
            FloatVector.fromArray(FLOATS, NUMBERS, i)
                    .add(lowest)
                    .mul(scale)
                    .add(offset)
                    .intoArray(value, i);
        }
    }

    /** Adds how often each code occurs among the marked ones of twice 64. */
    private static void countPair(
            byte[] codes, int at, long marked, long markedNext, int values, int[] members) {
        ByteVector bytes = ByteVector.fromArray(BYTES, codes, at);
        ByteVector next = ByteVector.fromArray(BYTES, codes, at + 64);
        for (int code = 0; code < values; code++) {
            ByteVector wanted = ByteVector.broadcast(BYTES, (byte) code);
            long equal = bytes.compare(VectorOperators.EQ, wanted).toLong() & marked;
            long equalNext = next.compare(VectorOperators.EQ, wanted).toLong() & markedNext;
            members[code] += Long.bitCount(equal) + Long.bitCount(equalNext);
        }
    }

    /** Adds how often each code occurs among the marked ones of 64. */
    private static void countWord(byte[] codes, int at, long marked, int values, int[] members) {
        for (int part = 0; part < 64; part += BYTES_WIDTH) {
            ByteVector bytes = ByteVector.fromArray(BYTES, codes, at + part);
            long mask = marked >>> part;
            for (int code = 0; code < values; code++) {
                long equal = bytes.compare(VectorOperators.EQ, (byte) code).toLong();
                members[code] += Long.bitCount(equal & mask);
            }
        }
    }

    private static void salientAndRest(
            float[] restored, long[] salient, int whole, int count, BinEdges edges, int[] counts) {
        float[] picked = new float[512];
        int size = 0;
        for (int word = 0; word < whole / 64; word++) {
            for (long bits = salient[word]; bits != 0; bits &= bits - 1) {
                picked[size++] = restored[64 * word + Long.numberOfTrailingZeros(bits)];
            }
            if (size > picked.length - 64) {
                HistogramLoops.histogram(picked, size, edges, counts);
                size = 0;
            }
        }
        for (int i = whole; i < count; i++) {
            picked[size++] = restored[i];
            if (size == picked.length) {
                HistogramLoops.histogram(picked, size, edges, counts);
                size = 0;
            }
        }
        HistogramLoops.histogram(picked, size, edges, counts);
    }
}

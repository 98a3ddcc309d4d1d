package org.quantoscope.kernel.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.CodeTable;

import java.util.Arrays;

/**
 * Bins of a quantized row by way of its codes.
 *
 * <p>A group holds few values, so their members are counted by comparing code bytes, and each value
 * is binned once. Adding weights one by one to the same few bins would wait for each store.
 */
final class CodeHistogram {
    /** Codes that comparing is worth: 5 bits. */
    private static final int MOST_CODES = 32;

    private static final VectorSpecies<Byte> BYTES = Lanes.BYTES;
    private static final int BYTES_WIDTH = BYTES.length();

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
        if (values > MOST_CODES || size < 2 * values || size % 64 != 0 && size < count) {
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
            for (int at = from; at < to; at += 64) {
                countWord(codes, at, ~salient[at / 64], values, members);
            }
            values(table, entry, value);
            HistogramLoops.bins(value, MOST_CODES, edges, bins);
            for (int i = 0; i < values; i++) {
                counts[bins[i]] += members[i];
            }
        }
        salientAndRest(restored, salient, whole, count, edges, counts);
    }

    private static void values(CodeTable table, int entry, float[] value) {
        float lowest = table.lowest[entry];
        float scale = table.scale[entry];
        float offset = table.offset[entry];
        for (int i = 0; i < MOST_CODES; i++) {
            value[i] = (i + lowest) * scale + offset;
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

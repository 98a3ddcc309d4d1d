package org.quantoscope.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** The specification itself, against values worked out by hand. */
class ScalarKernelsTest {
    private final Kernels kernels = new ScalarKernels();

    private static CodeTable table(int groupSize) {
        CodeTable table = new CodeTable(2);
        table.size = 2;
        table.groupSize = groupSize;
        return table;
    }

    @Test
    void widensHalvesExactly() {
        float[] into = new float[4];
        MemorySegment stored =
                MemorySegment.ofArray(new short[] {0x3c00, (short) 0xc000, 0x0001, 0x7bff});
        kernels.widenF16(stored, 0, into, 0, 4);
        assertThat(into).containsExactly(1f, -2f, 0x1p-24f, 65504f);
        kernels.widenBf16(
                MemorySegment.ofArray(new short[] {0x3f80, (short) 0xc040}), 0, into, 1, 2);
        assertThat(into).containsExactly(1f, 1f, -3f, 65504f);
    }

    @Test
    void aWeightAtTheThresholdIsNotSalient() {
        long[] salient = new long[1];
        float[] row = {0.5f, -0.5f, 0.6f, -0.7f, 0f};
        assertThat(kernels.classify(row, 5, 0.5f, salient)).isEqualTo(2);
        assertThat(salient[0]).isEqualTo(0b01100);
    }

    @Test
    void rangesOfAClassLeaveTheOtherOut() {
        float[] low = new float[2];
        float[] high = new float[2];
        float[] salientLow = new float[2];
        float[] salientHigh = new float[2];
        float[] row = {1, -2, 9, -8, 3, 0.5f};
        kernels.groupRanges(row, 6, 4, 5, false, low, high, salientLow, salientHigh);
        assertThat(low).containsExactly(-2, 0.5f);
        assertThat(high).containsExactly(1, 3);
        assertThat(salientLow).containsExactly(-8, Float.POSITIVE_INFINITY);
        assertThat(salientHigh).containsExactly(9, Float.NEGATIVE_INFINITY);
        kernels.groupRanges(row, 6, 4, 5, true, low, high, salientLow, salientHigh);
        assertThat(salientLow[0]).isEqualTo(8);
        assertThat(salientHigh[0]).isEqualTo(9);
    }

    @Test
    void roundsTiesToEvenAndClamps() {
        CodeTable others = table(8);
        others.set(0, 2f, 1f, 0, 3);
        byte[] codes = new byte[8];
        float[] restored = new float[8];
        // (w - 1) / 2 = 0.5, 1.5, 2.5, -7, 99, 0, 1, 2
        float[] row = {2, 4, 6, -13, 199, 1, 3, 5};
        kernels.quantize(row, 8, Float.POSITIVE_INFINITY, others, table(8), codes, restored);
        assertThat(codes).containsExactly(0, 2, 2, 0, 3, 0, 1, 2);
        assertThat(restored).containsExactly(1, 5, 5, 1, 7, 1, 3, 5);
    }

    @Test
    void codesEachClassWithItsOwnTable() {
        CodeTable others = table(4);
        others.set(0, 1f, 0f, -2, 1);
        CodeTable salient = table(4);
        salient.lobes = true;
        salient.signBit = 2;
        salient.set(0, 10f, 10f, 0, 1);
        byte[] codes = new byte[4];
        float[] restored = new float[4];
        kernels.quantize(new float[] {-1, 1, -19, 11}, 4, 5, others, salient, codes, restored);
        assertThat(codes).containsExactly(1, 3, 3, 0);
        assertThat(restored).containsExactly(-1, 1, -20, 10);
    }

    @Test
    void scaleZeroGivesTheOffset() {
        CodeTable others = table(2);
        others.set(0, 0f, 0.25f, 0, 15);
        byte[] codes = new byte[2];
        float[] restored = new float[2];
        kernels.quantize(
                new float[] {0.25f, 7f},
                2,
                Float.POSITIVE_INFINITY,
                others,
                table(2),
                codes,
                restored);
        assertThat(codes).containsExactly(0, 0);
        assertThat(restored).containsExactly(0.25f, 0.25f);
    }

    @Test
    void sumsForAFitCoverOneClassOnly() {
        CodeTable others = table(4);
        others.set(0, 1f, 0f, 0, 3);
        FitSums sums = new FitSums();
        kernels.fitSums(new float[] {1.25f, 2f, -9f, 3.5f}, 0, 4, 5, false, others, 0, sums);
        // codes 1, 2, -, 3
        assertThat(sums.count).isEqualTo(3);
        assertThat(sums.q).isEqualTo(6);
        assertThat(sums.qq).isEqualTo(14);
        assertThat(sums.x).isEqualTo(6.75);
        assertThat(sums.xq).isEqualTo(1.25 + 4 + 10.5);
        assertThat(sums.squaredError).isEqualTo(0.0625 + 0.25);
    }

    @Test
    void sumsErrorsPerClass() {
        ErrorSums sums = new ErrorSums();
        float[] row = {1, -6, 2};
        SalientMarks salient = new SalientMarks(3);
        salient.mark(kernels, row, 3, 5);
        kernels.errorSums(row, new float[] {1.5f, -8, 2}, 3, salient, sums);
        assertThat(sums.squaredError).isEqualTo(4.25);
        assertThat(sums.salientSquaredError).isEqualTo(4);
        assertThat(sums.squaredRestored).isEqualTo(2.25 + 64 + 4);
        assertThat(sums.maxAbsError).isEqualTo(2);
    }

    @Test
    void momentsOfARowAreExactForSmallNumbers() {
        MomentSums sums = new MomentSums();
        kernels.moments(new float[] {1, 2, 3, -2}, 4, sums);
        assertThat(sums.sum).isEqualTo(4);
        assertThat(sums.squares).isEqualTo(18);
        assertThat(sums.min).isEqualTo(-2);
        assertThat(sums.max).isEqualTo(3);
        kernels.centralMoments(new float[] {1, 2, 3, -2}, 4, 1, sums);
        assertThat(sums.second).isEqualTo(14);
        assertThat(sums.third).isEqualTo(-18);
        assertThat(sums.fourth).isCloseTo(98, within(0.0));
    }

    @Test
    void packsLittleEndianBitStreams() {
        byte[] into = new byte[4];
        kernels.pack(new byte[] {1, 2, 3, 4, 5}, 5, 3, into, 1);
        // 001 | 010<<3 | 011<<6 | 100<<9 | 101<<12
        assertThat(into).containsExactly(0, (byte) 0b11010001, 0b01011000, 0);
    }

    @Test
    void outermostBinsTakeWhatLiesOutside() {
        BinCounts bins = new BinCounts(new BinEdges(0, 1, 4));
        kernels.histogram(new float[] {-9, 0, 0.25f, 0.999f, 1, 9}, 6, bins);
        assertThat(bins.counts).containsExactly(2, 1, 0, 3);
    }
}

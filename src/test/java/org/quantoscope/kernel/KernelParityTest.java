package org.quantoscope.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/**
 * The kernels that this machine would choose give exactly what the scalar kernels give: integers,
 * bytes and floats bit for bit.
 *
 * <p>Runs at three vector widths; see the surefire executions.
 */
class KernelParityTest {
    private static final int[] GROUPS = {16, 32, 64, 128, 256, 5000};

    private static Kernels fast;
    private static final Kernels SCALAR = new ScalarKernels();

    @BeforeAll
    static void chooseKernels() throws ReflectiveOperationException {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "the Vector API is absent, so there is no twin to compare");
        fast =
                (Kernels)
                        Class.forName("org.quantoscope.kernel.simd.VectorKernels")
                                .getDeclaredConstructor()
                                .newInstance();
    }

    static List<Rows.Row> rows() {
        return Rows.all();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7})
    void widensEveryHalfAtAnyOffset(int shift) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stored = arena.allocate(2 * 65536 + 16);
            for (int i = 0; i < 65536; i++) {
                stored.set(ValueLayout.JAVA_SHORT_UNALIGNED, shift + 2L * i, (short) i);
            }
            float[] expected = new float[65540];
            float[] actual = new float[65540];
            SCALAR.widenBf16(stored, shift, expected, 3, 65536);
            fast.widenBf16(stored, shift, actual, 3, 65536);
            assertSameFloats(actual, expected);
            SCALAR.widenF16(stored, shift, expected, 3, 65536);
            fast.widenF16(stored, shift, actual, 3, 65536);
            assertSameFloats(actual, expected);
            SCALAR.widenF32(stored, shift, expected, 2, 32768);
            fast.widenF32(stored, shift, actual, 2, 32768);
            assertSameFloats(actual, expected);
        }
    }

    @Test
    void widensEveryLength() {
        MemorySegment stored = MemorySegment.ofArray(new short[6000]);
        Random random = new Random(5);
        for (long i = 0; i < 6000; i++) {
            stored.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i, (short) random.nextInt());
        }
        Rows.lengths()
                .forEach(length -> {
                    float[] expected = new float[length + 2];
                    float[] actual = new float[length + 2];
                    SCALAR.widenBf16(stored, 6, expected, 1, length);
                    fast.widenBf16(stored, 6, actual, 1, length);
                    assertSameFloats(actual, expected);
                    SCALAR.widenF16(stored, 6, expected, 1, length);
                    fast.widenF16(stored, 6, actual, 1, length);
                    assertSameFloats(actual, expected);
                });
    }

    @Test
    void countsHalvesAtAnyOffsetAndLength() {
        MemorySegment stored = MemorySegment.ofArray(new byte[20000]);
        Random random = new Random(6);
        for (long i = 0; i < 20000; i++) {
            stored.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(4));
        }
        Rows.lengths()
                .forEach(length -> {
                    int[] expected = new int[65536];
                    int[] actual = new int[65536];
                    SCALAR.countHalves(stored, length % 5, length, expected);
                    fast.countHalves(stored, length % 5, length, actual);
                    assertThat(actual).isEqualTo(expected);
                });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void countsMagnitudes(Rows.Row row) {
        int[] expected = new int[65536];
        int[] actual = new int[65536];
        SCALAR.countMagnitudeTops(row.values(), row.values().length, expected);
        fast.countMagnitudeTops(row.values(), row.values().length, actual);
        assertThat(actual).isEqualTo(expected);
        int top = Float.floatToRawIntBits(0.02f) >>> 15;
        SCALAR.countMagnitudeLows(row.values(), row.values().length, top, expected);
        fast.countMagnitudeLows(row.values(), row.values().length, top, actual);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sumsMoments(Rows.Row row) {
        MomentSums expected = new MomentSums();
        MomentSums actual = new MomentSums();
        SCALAR.moments(row.values(), row.values().length, expected);
        fast.moments(row.values(), row.values().length, actual);
        SCALAR.centralMoments(row.values(), row.values().length, 0.001, expected);
        fast.centralMoments(row.values(), row.values().length, 0.001, actual);
        assertThat(bits(actual)).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void classifiesAtAndBesideTies(Rows.Row row) {
        int words = (row.values().length + 63) / 64;
        for (float threshold : Rows.thresholds(row.values())) {
            long[] expected = new long[words];
            long[] actual = new long[words];
            int count = SCALAR.classify(row.values(), row.values().length, threshold, expected);
            assertThat(fast.classify(row.values(), row.values().length, threshold, actual))
                    .isEqualTo(count);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void countsWhatLiesAbove(Rows.Row row) {
        int n = row.values().length;
        for (float threshold : Rows.thresholds(row.values())) {
            assertThat(fast.countAbove(row.values(), n, threshold))
                    .isEqualTo(SCALAR.countAbove(row.values(), n, threshold));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsRangesOfGroups(Rows.Row row) {
        int n = row.values().length;
        for (int groupSize : GROUPS) {
            for (float threshold : Rows.thresholds(row.values())) {
                for (boolean magnitudes : new boolean[] {false, true}) {
                    float[][] expected = new float[4][n / groupSize + 2];
                    float[][] actual = new float[4][n / groupSize + 2];
                    SCALAR.groupRanges(
                            row.values(),
                            n,
                            groupSize,
                            threshold,
                            magnitudes,
                            expected[0],
                            expected[1],
                            expected[2],
                            expected[3]);
                    fast.groupRanges(
                            row.values(),
                            n,
                            groupSize,
                            threshold,
                            magnitudes,
                            actual[0],
                            actual[1],
                            actual[2],
                            actual[3]);
                    for (int i = 0; i < 4; i++) {
                        assertSameFloats(actual[i], expected[i]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void quantizesEveryWidthAndGroup(Rows.Row row) {
        int n = row.values().length;
        for (Tables.Pair tables : Tables.of(row.values(), GROUPS)) {
            for (float threshold : Rows.thresholds(row.values())) {
                byte[] expectedCodes = new byte[n];
                byte[] actualCodes = new byte[n];
                float[] expected = new float[n];
                float[] actual = new float[n];
                SCALAR.quantize(
                        row.values(),
                        n,
                        threshold,
                        tables.others(),
                        tables.salient(),
                        expectedCodes,
                        expected);
                fast.quantize(
                        row.values(),
                        n,
                        threshold,
                        tables.others(),
                        tables.salient(),
                        actualCodes,
                        actual);
                assertThat(actualCodes).isEqualTo(expectedCodes);
                assertSameFloats(actual, expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void quantizesBlocksOfEveryType(Rows.Row row) {
        for (BlockType type : BlockType.values()) {
            assertSameBlocks(type, row.values());
        }
    }

    /** Half steps, equal magnitudes of both signs, scales about the ends of F16 and of float. */
    @ParameterizedTest
    @EnumSource(BlockType.class)
    void quantizesBlocksThatTemptTheirRounding(BlockType type) {
        Random random = new Random(17);
        for (int exponent = -149; exponent <= 127; exponent++) {
            float unit = Math.scalb(1f, exponent);
            int size = 32 * 64;
            float[] halves = new float[size];
            float[] mirrored = new float[size];
            float[] plain = new float[size];
            float[] positive = new float[size];
            for (int i = 0; i < size; i++) {
                halves[i] = (random.nextInt(2 * type.codeCount() + 1) - type.codeCount()) / 2f;
                halves[i] = Math.clamp(halves[i] * unit, -Float.MAX_VALUE, Float.MAX_VALUE);
                mirrored[i] = random.nextBoolean() ? unit : -unit;
                plain[i] = (random.nextFloat() * 2 - 1) * unit;
                positive[i] = random.nextInt(40) == 0 ? -0f : random.nextInt(5) * unit / 4;
            }
            assertSameBlocks(type, halves);
            assertSameBlocks(type, mirrored);
            assertSameBlocks(type, plain);
            assertSameBlocks(type, positive);
        }
    }

    private static void assertSameBlocks(BlockType type, float[] values) {
        int n = values.length / BlockType.WEIGHTS * BlockType.WEIGHTS;
        int blocks = n / BlockType.WEIGHTS;
        CodeTable expectedTable = new CodeTable(blocks);
        CodeTable actualTable = new CodeTable(blocks);
        byte[] expectedCodes = new byte[n];
        byte[] actualCodes = new byte[n];
        float[] expected = new float[n];
        float[] actual = new float[n];
        SCALAR.quantizeBlocks(type, values, n, expectedTable, expectedCodes, expected);
        fast.quantizeBlocks(type, values, n, actualTable, actualCodes, actual);
        assertThat(actualCodes).isEqualTo(expectedCodes);
        assertSameFloats(actual, expected);
        assertSameFloats(actualTable.scale, expectedTable.scale);
        assertSameFloats(actualTable.offset, expectedTable.offset);
        assertSameFloats(actualTable.inverse, expectedTable.inverse);
        assertSameFloats(actualTable.lowest, expectedTable.lowest);
        assertSameFloats(actualTable.highest, expectedTable.highest);
        byte[] expectedBytes = new byte[blocks * type.bytes() + 9];
        byte[] actualBytes = new byte[expectedBytes.length];
        int stop = SCALAR.encodeBlocks(type, values, n, expectedBytes, 5);
        assertThat(fast.encodeBlocks(type, values, n, actualBytes, 5)).isEqualTo(stop);
        assertThat(actualBytes).isEqualTo(expectedBytes);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void quantizesByDivision(Rows.Row row) {
        int n = row.values().length;
        for (int bits : new int[] {2, 3, 4, 8}) {
            for (int groupSize : GROUPS) {
                for (int lowest : new int[] {-(1 << bits) / 2, -3, 0}) {
                    CodeTable table = new CodeTable(n / groupSize + 1);
                    table.groupSize = groupSize;
                    table.codeCount = 1 << bits;
                    for (int i = 0; i < table.scale.length; i++) {
                        float scale = i % 5 == 4 ? 1e-7f : 0.0041f + 0.0003f * i;
                        table.set(i, scale, 0, lowest, lowest + table.codeCount - 1);
                    }
                    byte[] expectedCodes = new byte[n];
                    byte[] actualCodes = new byte[n];
                    float[] expected = new float[n];
                    float[] actual = new float[n];
                    SCALAR.quantizeByDivision(row.values(), n, table, expectedCodes, expected);
                    fast.quantizeByDivision(row.values(), n, table, actualCodes, actual);
                    assertThat(actualCodes).isEqualTo(expectedCodes);
                    assertSameFloats(actual, expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sumsWhatFitsNeed(Rows.Row row) {
        int n = row.values().length;
        for (Tables.Pair tables : Tables.of(row.values(), new int[] {64, 5000})) {
            for (float threshold : Rows.thresholds(row.values())) {
                for (int from = 0; from < n; from += tables.others().groupSize) {
                    int to = Math.min(n, from + tables.others().groupSize);
                    assertSameFits(row.values(), from, to, threshold, false, tables.others());
                    assertSameFits(row.values(), from, to, threshold, true, tables.salient());
                }
            }
        }
    }

    private static void assertSameFits(
            float[] values, int from, int to, float threshold, boolean salient, CodeTable table) {
        int entry = from / table.groupSize;
        FitSums expected = new FitSums();
        FitSums actual = new FitSums();
        SCALAR.fitSums(values, from, to, threshold, salient, table, entry, expected);
        fast.fitSums(values, from, to, threshold, salient, table, entry, actual);
        assertThat(bits(actual)).isEqualTo(bits(expected));
        fast.classError(values, from, to, threshold, salient, table, entry, actual);
        assertThat(actual.squaredError).isEqualTo(expected.squaredError);
        SCALAR.classError(values, from, to, threshold, salient, table, entry, actual);
        assertThat(actual.squaredError).isEqualTo(expected.squaredError);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sumsErrors(Rows.Row row) {
        int n = row.values().length;
        float[] restored = new float[n];
        for (int i = 0; i < n; i++) {
            restored[i] = row.values()[i] * 0.97f + 0.001f * (i % 7 - 3);
        }
        for (float threshold : Rows.thresholds(row.values())) {
            ErrorSums expected = new ErrorSums();
            ErrorSums actual = new ErrorSums();
            SalientMarks salient = new SalientMarks(n);
            salient.mark(SCALAR, row.values(), n, threshold);
            SCALAR.errorSums(row.values(), restored, n, salient, expected);
            fast.errorSums(row.values(), restored, n, salient, actual);
            assertThat(bits(actual)).isEqualTo(bits(expected));
        }
        double[] expected = new double[n];
        double[] actual = new double[n];
        for (int times = 0; times < 2; times++) {
            SCALAR.addColumnErrors(row.values(), restored, n, expected);
            fast.addColumnErrors(row.values(), restored, n, actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void countsHistogramsInAndOutOfRange(Rows.Row row) {
        MomentSums moments = new MomentSums();
        SCALAR.moments(row.values(), row.values().length, moments);
        float low = row.values().length == 0 ? 0 : moments.min;
        float high = row.values().length == 0 ? 0 : moments.max;
        for (int bins : new int[] {1, 64, 512, 4096}) {
            assertSameHistogram(row.values(), new BinEdges(low, high, bins));
            assertSameHistogram(row.values(), new BinEdges(-0.0105f, 0.0311f, bins));
            assertSameHistogram(row.values(), new BinEdges(-1f, 1f, bins));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void countsHistogramsOfCodes(Rows.Row row) {
        int n = row.values().length;
        BinEdges edges = new BinEdges(-0.05f, 0.0611f, 512);
        for (Tables.Pair tables : Tables.of(row.values(), GROUPS)) {
            for (float threshold : Rows.thresholds(row.values())) {
                byte[] codes = new byte[n];
                float[] restored = new float[n];
                SalientMarks salient = new SalientMarks(n);
                salient.mark(fast, row.values(), n, threshold);
                fast.quantize(
                        row.values(),
                        n,
                        threshold,
                        tables.others(),
                        tables.salient(),
                        codes,
                        restored);
                BinCounts expected = new BinCounts(edges);
                BinCounts actual = new BinCounts(edges);
                SCALAR.histogram(restored, n, expected);
                fast.histogramOfCodes(codes, restored, salient, n, tables.others(), actual);
                assertThat(actual.counts).isEqualTo(expected.counts);
            }
        }
    }

    @Test
    void countsValuesAtAndBesideEveryEdge() {
        for (int bins : new int[] {64, 512, 1000, 4096}) {
            BinEdges edges = new BinEdges(-0.731f, 0.4177f, bins);
            float[] values = new float[3 * bins];
            for (int i = 1; i < bins; i++) {
                values[3 * i] = Math.nextDown(edges.threshold(i));
                values[3 * i + 1] = edges.threshold(i);
                values[3 * i + 2] = Math.nextUp(edges.threshold(i));
            }
            assertSameHistogram(values, edges);
        }
    }

    private static void assertSameHistogram(float[] values, BinEdges edges) {
        BinCounts expected = new BinCounts(edges);
        BinCounts actual = new BinCounts(edges);
        SCALAR.histogram(values, values.length, expected);
        fast.histogram(values, values.length, actual);
        assertThat(actual.counts).isEqualTo(expected.counts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void packsEveryLength(int bits) {
        Random random = new Random(bits);
        Rows.lengths()
                .forEach(length -> {
                    byte[] codes = new byte[length];
                    for (int i = 0; i < length; i++) {
                        codes[i] = (byte) random.nextInt(1 << bits);
                    }
                    byte[] expected = new byte[length + 9];
                    byte[] actual = new byte[length + 9];
                    SCALAR.pack(codes, length, bits, expected, 5);
                    fast.pack(codes, length, bits, actual, 5);
                    assertThat(actual).isEqualTo(expected);
                });
    }

    /** The build asks for widths by the size of the virtual machine's vectors. */
    @Test
    void runsNoWiderThanAskedFor() {
        int asked = Integer.getInteger("quantoscope.test.vectorBits", 0);
        assumeTrue(asked > 0, "no width was asked for");
        String width = fast.name().replaceFirst(".* (\\d+)-bit.*", "$1");
        assertThat(Integer.parseInt(width)).isBetween(128, asked);
    }

    @ParameterizedTest
    @EnumSource(BlockType.class)
    void stopsAtTheFirstBlockThatCannotBeStored(BlockType type) {
        for (float odd : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE}) {
            float[] values = new float[96];
            java.util.Arrays.fill(values, 0.5f);
            values[1] = -0.25f;
            values[60] = odd;
            byte[] expected = new byte[3 * type.bytes()];
            byte[] actual = new byte[expected.length];
            assertThat(SCALAR.encodeBlocks(type, values, 96, expected, 0)).isEqualTo(1);
            assertThat(fast.encodeBlocks(type, values, 96, actual, 0)).isEqualTo(1);
            assertThat(actual).startsWith(java.util.Arrays.copyOf(expected, type.bytes()));
        }
    }

    private static List<Object> bits(MomentSums sums) {
        return List.of(
                sums.sum, sums.squares, sums.min, sums.max, sums.second, sums.third, sums.fourth);
    }

    private static List<Object> bits(FitSums sums) {
        return List.of(sums.count, sums.squaredError, sums.x, sums.xq, sums.q, sums.qq);
    }

    private static List<Object> bits(ErrorSums sums) {
        return List.of(
                sums.squaredError,
                sums.salientSquaredError,
                sums.squaredRestored,
                sums.maxAbsError);
    }

    private static void assertSameFloats(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                assertThat(actual[i])
                        .as("element " + i + " of " + actual.length)
                        .isEqualTo(expected[i]);
                assertThat(Float.floatToIntBits(actual[i]))
                        .isEqualTo(Float.floatToIntBits(expected[i]));
            }
        }
    }
}

package org.quantoscope.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Each kernel on one row of 11,008 weights, in nanoseconds per weight, vectors beside scalar. */
@SuppressWarnings("NullAway.Init") // JMH calls fill() before any benchmark
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KernelBenchmark.WEIGHTS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class KernelBenchmark {
    static final int WEIGHTS = 11008;

    /** 1 and 8 per cent of the weights lie beyond. */
    @Param({"0.0515", "0.035"})
    public float threshold;

    @Param({"vector", "scalar"})
    public String kernelsName;

    @Param({"128", "11008"})
    public int groupSize;

    private Kernels kernels;
    private final float[] row = new float[WEIGHTS];
    private final float[] restored = new float[WEIGHTS];
    private final byte[] codes = new byte[WEIGHTS];
    private final byte[] packed = new byte[WEIGHTS];
    private final SalientMarks salient = new SalientMarks(WEIGHTS);
    private final float[][] ranges = new float[4][WEIGHTS / 16];
    private final MemorySegment halves = MemorySegment.ofArray(new short[WEIGHTS]);
    private final BinCounts bins = new BinCounts(new BinEdges(-0.16f, 0.16f, 512));
    private final FitSums fit = new FitSums();
    private final ErrorSums errors = new ErrorSums();
    private CodeTable table;

    @Setup
    public void fill() throws ReflectiveOperationException {
        kernels =
                kernelsName.equals("scalar")
                        ? new ScalarKernels()
                        : (Kernels)
                                Class.forName("org.quantoscope.kernel.simd.VectorKernels")
                                        .getDeclaredConstructor()
                                        .newInstance();
        Random random = new Random(1);
        for (int i = 0; i < WEIGHTS; i++) {
            row[i] = (float) random.nextGaussian() * 0.02f;
        }
        table = new CodeTable(WEIGHTS / 16);
        table.groupSize = groupSize;
        table.codeCount = 16;
        table.size = WEIGHTS / groupSize;
        for (int i = 0; i < table.scale.length; i++) {
            table.set(i, 0.0051f + i * 1e-6f, -0.0393f, 0, 15);
        }
        salient.mark(kernels, row, WEIGHTS, threshold);
        kernels.quantize(row, WEIGHTS, threshold, table, table, codes, restored);
    }

    @Benchmark
    public void widenBf16() {
        kernels.widenBf16(halves, 0, restored, 0, WEIGHTS);
    }

    @Benchmark
    public int classify() {
        salient.mark(kernels, row, WEIGHTS, threshold);
        return salient.count;
    }

    @Benchmark
    public void groupRanges() {
        kernels.groupRanges(
                row, WEIGHTS, groupSize, threshold, false, ranges[0], ranges[1], ranges[2],
                ranges[3]);
    }

    @Benchmark
    public void quantize() {
        kernels.quantize(row, WEIGHTS, threshold, table, table, codes, restored);
    }

    @Benchmark
    public void errorSums() {
        kernels.errorSums(row, restored, WEIGHTS, salient, errors);
    }

    @Benchmark
    public void histogramOfCodes() {
        kernels.histogramOfCodes(codes, restored, salient, WEIGHTS, table, bins);
    }

    @Benchmark
    public void histogram() {
        kernels.histogram(row, WEIGHTS, bins);
    }

    @Benchmark
    public void fitSums() {
        for (int from = 0; from < WEIGHTS; from += groupSize) {
            int entry = from / groupSize;
            kernels.fitSums(row, from, from + groupSize, threshold, false, table, entry, fit);
        }
    }

    @Benchmark
    public void pack() {
        kernels.pack(codes, WEIGHTS, 4, packed, 0);
    }
}

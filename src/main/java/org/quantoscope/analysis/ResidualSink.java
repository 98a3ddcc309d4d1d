package org.quantoscope.analysis;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.TensorQuantizer;

import java.util.ArrayList;
import java.util.List;

/** Counts the errors of one slice of rows, and sums their squares by the weight's magnitude. */
final class ResidualSink implements TensorQuantizer.RowSink {
    /** Of a float's magnitude bits, keeps exponent and three of the fraction: 8 bins per octave. */
    private static final int SHIFT = 20;

    private static final int KEYS = 0x7f800000 >>> SHIFT;

    private final Kernels kernels;
    private final BinCounts bins;
    private final float[] residual;
    private final double[] squares = new double[KEYS];
    private final int[] counts = new int[KEYS];

    ResidualSink(Kernels kernels, BinEdges edges, int columns) {
        this.kernels = kernels;
        this.bins = new BinCounts(edges);
        this.residual = new float[columns];
    }

    @Override
    public void accept(long row, float[] original, QuantizedRow quantized) {
        add(original, quantized.restored);
    }

    /** Adds a row and what takes its place. */
    void add(float[] original, float[] restored) {
        for (int i = 0; i < original.length; i++) {
            residual[i] = restored[i] - original[i];
        }
        kernels.histogram(residual, original.length, bins);
        for (int i = 0; i < original.length; i++) {
            int key = (Float.floatToRawIntBits(original[i]) & 0x7fffffff) >>> SHIFT;
            double error = (double) restored[i] - original[i];
            squares[key] += error * error;
            counts[key]++;
        }
    }

    /** Joins slices in order of their rows, so that sums do not depend on threads. */
    static ResidualReport join(BinEdges edges, List<ResidualSink> slices) {
        long[] histogram = new long[edges.bins()];
        double[] squares = new double[KEYS];
        long[] counts = new long[KEYS];
        for (ResidualSink slice : slices) {
            for (int i = 0; i < histogram.length; i++) {
                histogram[i] += slice.bins.counts[i];
            }
            for (int key = 0; key < KEYS; key++) {
                squares[key] += slice.squares[key];
                counts[key] += slice.counts[key];
            }
        }
        List<ResidualReport.MagnitudeError> bins = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            if (counts[key] > 0) {
                bins.add(
                        new ResidualReport.MagnitudeError(
                                Float.intBitsToFloat(key << SHIFT),
                                Float.intBitsToFloat((key + 1) << SHIFT),
                                counts[key],
                                squares[key] / counts[key]));
            }
        }
        return new ResidualReport(new Histogram(edges, histogram), bins);
    }
}

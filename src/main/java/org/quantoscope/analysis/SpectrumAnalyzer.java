package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.List;

/**
 * Finds the singular values of a tensor and of the errors made in it.
 *
 * <p>All of them, exactly, where the shorter side is at most {@link #EXACT_ORDER}; otherwise the
 * largest from a random sketch of fixed seed. Results do not depend on the number of threads.
 */
public final class SpectrumAnalyzer {
    /** Longest shorter side of a matrix whose singular values are all found. */
    public static final int EXACT_ORDER = 1024;

    /** Longest side at all: thin matrices beside it are held in double. */
    private static final long LONGEST_SIDE = 1 << 20;

    private final Kernels kernels;
    private final WorkerPool pool;
    private final int exactOrder;
    private final int blockWeights;

    public SpectrumAnalyzer(Kernels kernels, WorkerPool pool) {
        this(kernels, pool, EXACT_ORDER, MatrixBlocks.MOST_WEIGHTS);
    }

    SpectrumAnalyzer(Kernels kernels, WorkerPool pool, int exactOrder, int blockWeights) {
        this.kernels = kernels;
        this.pool = pool;
        this.exactOrder = exactOrder;
        this.blockWeights = blockWeights;
    }

    /**
     * Compares the spectra of the original, of the error and of the control's.
     *
     * @param report of the specification on this tensor
     * @param control of the control
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public SpectrumReport compare(
            MeasuredTensor measured,
            LayerReport report,
            LayerReport control,
            Cancellation cancellation,
            Progress progress) {
        TensorInfo tensor = report.tensor();
        if (Math.max(tensor.rows(), tensor.columns()) > LONGEST_SIDE) {
            throw new UnquantizableTensorException(
                    tensor.name(),
                    "a side is longer than "
                            + LONGEST_SIDE
                            + ", so its singular values are not looked for");
        }
        MatrixRows.Original original = new MatrixRows.Original(measured, kernels, pool);
        WorkerPool.Counter counter = new WorkerPool.Counter(multiplications(tensor), progress);
        List<Spectrum> spectra =
                List.of(
                        spectrum(original, "W", cancellation, counter),
                        spectrum(
                                new MatrixRows.Residual(original, report.spec()),
                                "Ŵ−W",
                                cancellation,
                                counter),
                        spectrum(
                                new MatrixRows.Residual(original, control.spec()),
                                "Ŵ−W, RTN",
                                cancellation,
                                counter));
        return new SpectrumReport(report, control, spectra.get(0), spectra.get(1), spectra.get(2));
    }

    /** About how many multiplications a comparison costs: what a caller may find too long. */
    public static long multiplications(TensorInfo tensor) {
        long order = Math.min(tensor.rows(), tensor.columns());
        return 3
                * tensor.elementCount()
                * (order <= EXACT_ORDER ? order : RandomizedSpectrum.UNITS);
    }

    Spectrum spectrum(
            MatrixRows matrix, String what, Cancellation cancellation, WorkerPool.Counter counter) {
        MatrixBlocks blocks = new MatrixBlocks(matrix, blockWeights, cancellation, counter, what);
        BlockProducts products = new BlockProducts(blocks, pool);
        int order = Math.min(matrix.rows(), matrix.columns());
        int length = Math.max(matrix.rows(), matrix.columns());
        double squares = blocks.squares();
        boolean exact =
                order <= exactOrder && (matrix.columns() <= matrix.rows() || blocks.isOne());
        if (squares == 0) {
            return new Spectrum(
                    new double[exact ? order : RandomizedSpectrum.VALUES], order, length, 0, exact);
        }
        double[] values =
                exact
                        ? SymmetricSpectrum.singularValues(products.gram())
                        : RandomizedSpectrum.of(blocks, products);
        return new Spectrum(values, order, length, squares, exact);
    }
}

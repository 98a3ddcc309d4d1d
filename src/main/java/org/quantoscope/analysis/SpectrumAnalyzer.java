package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param held what is held beside
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public SpectrumReport compare(
            MeasuredTensor measured,
            LayerReport report,
            LayerReport control,
            Optional<SpectrumReport.Held> held,
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
        Map<String, MatrixRows> matrices = new LinkedHashMap<>();
        matrices.put("W", original(measured.view()));
        matrices.put("Ŵ−W", residual(measured, report));
        matrices.put("Ŵ−W, RTN", residual(measured, control));
        held.ifPresent(it -> matrices.put("Ŵ−W, B", residual(measured, it)));
        WorkerPool.Counter counter =
                new WorkerPool.Counter(matrices.size() * multiplications(tensor), progress);
        List<Spectrum> spectra = new ArrayList<>();
        matrices.forEach(
                (what, matrix) -> spectra.add(spectrum(matrix, what, cancellation, counter)));
        return new SpectrumReport(
                report,
                control,
                spectra.get(0),
                spectra.get(1),
                spectra.get(2),
                held.map(it -> spectra.get(3)));
    }

    private MatrixRows.Original original(TensorView view) {
        return new MatrixRows.Original(view, kernels, pool);
    }

    private MatrixRows residual(MeasuredTensor measured, LayerReport report) {
        return new MatrixRows.Residual(measured, report.spec(), kernels, pool);
    }

    private MatrixRows residual(MeasuredTensor measured, SpectrumReport.Held held) {
        return held.values()
                .<MatrixRows>map(
                        it -> new MatrixRows.Difference(original(measured.view()), original(it)))
                .orElseGet(() -> residual(measured, held.report()));
    }

    /** About how many multiplications one spectrum costs: what a caller may find too long. */
    public static long multiplications(TensorInfo tensor) {
        long order = Math.min(tensor.rows(), tensor.columns());
        return tensor.elementCount() * (order <= EXACT_ORDER ? order : RandomizedSpectrum.UNITS);
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

package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Measures a checkpoint B against a reference A, tensor after tensor, each on all threads.
 *
 * <p>A tensor that cannot be measured does not stop the others. Progress counts weights.
 */
public final class CheckpointComparer {
    private final LayerAnalyzer analyzer;
    private final TensorComparer comparer;

    public CheckpointComparer(Kernels kernels, WorkerPool pool) {
        this.analyzer = new LayerAnalyzer(kernels, pool);
        this.comparer = new TensorComparer(kernels, pool);
    }

    /**
     * Compares.
     *
     * @param a the reference
     * @param paired tensors of {@code a} and {@code b}
     * @param wanted which pairs; the others do not appear in the result
     */
    public CheckpointDifference compare(
            TensorSource a,
            TensorSource b,
            PairedTensors paired,
            int bins,
            Predicate<TensorPair> wanted,
            Cancellation cancellation,
            Progress progress) {
        List<TensorPair> pairs = paired.pairs().stream().filter(wanted).toList();
        long total = pairs.stream().mapToLong(pair -> pair.a().elementCount()).sum();
        WorkerPool.Counter counter = new WorkerPool.Counter(total, progress);
        List<PairOutcome> outcomes = new ArrayList<>();
        for (TensorPair pair : pairs) {
            cancellation.check();
            PairOutcome outcome = compare(a, b, pair, bins, cancellation, counter);
            if (!(outcome instanceof PairOutcome.Measured)) {
                counter.add(pair.a().elementCount(), pair.name());
            }
            outcomes.add(outcome);
        }
        return new CheckpointDifference(bins, outcomes, paired.onlyInA(), paired.onlyInB());
    }

    private PairOutcome compare(
            TensorSource a,
            TensorSource b,
            TensorPair pair,
            int bins,
            Cancellation cancellation,
            WorkerPool.Counter counter) {
        if (!pair.hasOneShape()) {
            return new PairOutcome.ShapesDiffer(pair);
        }
        if (!pair.a().dtype().isAnalysable() || !pair.b().dtype().isAnalysable()) {
            return new PairOutcome.BytesOnly(pair, hasSameBytes(a, b, pair));
        }
        boolean readingA = true;
        try {
            MeasuredTensor measured = analyzer.measure(a.view(pair.a()), bins, cancellation);
            TensorView other = b.view(pair.b());
            readingA = false;
            return new PairOutcome.Measured(
                    pair, comparer.compare(measured, other, cancellation, counter));
        } catch (UnquantizableTensorException e) {
            return new PairOutcome.Refused(pair, String.valueOf(e.getMessage()), readingA);
        }
    }

    private static boolean hasSameBytes(TensorSource a, TensorSource b, TensorPair pair) {
        if (!pair.a().encoding().equals(pair.b().encoding())) {
            return false;
        }
        MemorySegment bytes = a.bytes(pair.a());
        return bytes.mismatch(b.bytes(pair.b())) < 0;
    }
}

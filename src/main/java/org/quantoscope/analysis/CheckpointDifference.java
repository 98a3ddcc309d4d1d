package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a checkpoint B differs from a reference A, tensor by tensor; no tensor of either is left out.
 *
 * @param bins of the histograms, as asked for
 * @param outcomes one per name that both have, in the order of A
 * @param onlyInA tensors without a counterpart
 * @param onlyInB tensors without a counterpart
 */
public record CheckpointDifference(
        int bins, List<PairOutcome> outcomes, List<TensorInfo> onlyInA, List<TensorInfo> onlyInB) {

    public CheckpointDifference {
        outcomes = List.copyOf(outcomes);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /**
     * Sums over the measured tensors.
     *
     * @param tensors measured
     * @param identicalTensors those of them whose values are the same, bit for bit
     * @param weights in them
     * @param mse Σ(b−a)²/n
     * @param nmse Σ(b−a)²/Σa²
     * @param sqnrDb −10·log10(nmse), in dB
     * @param maxAbsError max |b−a|
     * @param cosine of all weights as one vector
     */
    public record Totals(
            int tensors,
            int identicalTensors,
            long weights,
            double mse,
            double nmse,
            double sqnrDb,
            double maxAbsError,
            double cosine) {}

    /** What was measured. */
    public List<TensorDifference> measured() {
        return of(PairOutcome.Measured.class).map(PairOutcome.Measured::difference).toList();
    }

    /** Pairs that cannot be measured. */
    public List<PairOutcome.Refused> refused() {
        return of(PairOutcome.Refused.class).toList();
    }

    /** Outcomes of one kind, in order. */
    public <T extends PairOutcome> Stream<T> of(Class<T> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast);
    }

    public Totals totals() {
        int identical = 0;
        long weights = 0;
        double error = 0;
        double squaresA = 0;
        double squaresB = 0;
        double max = 0;
        List<TensorDifference> measured = measured();
        for (TensorDifference tensor : measured) {
            long n = tensor.a().elementCount();
            identical += tensor.identical() ? 1 : 0;
            weights += n;
            error += tensor.error().mse() * n;
            squaresA += tensor.statsA().sumSquares();
            squaresB += tensor.sumSquaresB();
            max = Math.max(max, tensor.error().maxAbsError());
        }
        double nmse = error == 0 ? 0 : error / squaresA;
        return new Totals(
                measured.size(),
                identical,
                weights,
                error / Math.max(1, weights),
                nmse,
                -10 * Math.log10(nmse),
                max,
                ErrorTotals.cosine(error, squaresB, squaresA));
    }
}

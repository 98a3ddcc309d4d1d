package org.quantoscope.ui.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.PairedTensors;
import org.quantoscope.analysis.TensorComparer;
import org.quantoscope.analysis.TensorPair;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A checkpoint opened beside another: its values take the place of those of the tensors of equal
 * canonical names.
 *
 * <p>No tensor of either is left out without a word: {@link #missing} and {@link #onlyHere} name
 * them.
 */
public final class OtherCheckpoint implements Side {
    private final CheckpointSession session;
    private final TensorComparer comparer;
    private final Map<String, TensorPair> pairs = new HashMap<>();
    private final PairedTensors paired;

    /**
     * @param paired tensors of the open checkpoint and of this one
     */
    OtherCheckpoint(CheckpointSession session, PairedTensors paired, TensorComparer comparer) {
        this.session = session;
        this.comparer = comparer;
        this.paired = paired;
        paired.pairs().forEach(pair -> pairs.put(pair.a().name(), pair));
    }

    /** What is open beside. */
    public CheckpointSession session() {
        return session;
    }

    /** Tensors that both have in one shape. */
    public long comparable() {
        return paired.pairs().stream().filter(TensorPair::hasOneShape).count();
    }

    /** Tensors of the open checkpoint that this one lacks. */
    public List<TensorInfo> onlyThere() {
        return paired.onlyInA();
    }

    /** Tensors of this one that the open checkpoint lacks. */
    public List<TensorInfo> onlyHere() {
        return paired.onlyInB();
    }

    /** Tensors that both have, in different shapes. */
    public List<TensorPair> otherShapes() {
        return paired.pairs().stream().filter(pair -> !pair.hasOneShape()).toList();
    }

    /** The tensor here that has the place of one there. */
    public Optional<TensorInfo> counterpart(TensorInfo tensor) {
        return Optional.ofNullable(pairs.get(tensor.name())).map(TensorPair::b);
    }

    @Override
    public Recipe.Decision decide(TensorInfo tensor) {
        @Nullable TensorPair pair = pairs.get(tensor.name());
        String reason =
                pair == null
                        ? Texts.text("beside.only-a")
                        : !pair.hasOneShape()
                                ? Texts.text("beside.shape")
                                : Texts.text("beside.values", session.name(), pair.b().encoding());
        return new Recipe.Decision(TensorSpec.KEEP, OptionalInt.empty(), reason);
    }

    @Override
    public boolean changes(TensorInfo tensor) {
        @Nullable TensorPair pair = pairs.get(tensor.name());
        return pair != null
                && pair.hasOneShape()
                && tensor.elementCount() > 0
                && tensor.dtype().isAnalysable()
                && pair.b().dtype().isAnalysable();
    }

    @Override
    public Optional<String> missing(TensorInfo tensor) {
        @Nullable TensorPair pair = pairs.get(tensor.name());
        if (pair == null) {
            return Optional.of(Texts.text("beside.only-a.reason", tensor.name(), session.name()));
        }
        return pair.hasOneShape()
                ? Optional.empty()
                : Optional.of(
                        Texts.text(
                                "beside.shape.reason",
                                tensor.name(),
                                pair.a().shape(),
                                pair.b().shape(),
                                session.name()));
    }

    @Override
    public long keptBytes(TensorInfo tensor) {
        return counterpart(tensor).orElse(tensor).byteCount();
    }

    @Override
    public boolean made(TensorInfo tensor, LayerReport report) {
        return report.givenBy().isPresent() && report.givenBy().equals(counterpart(tensor));
    }

    /** Computes something from the values that take the place of a tensor's. */
    <T> T read(TensorInfo tensor, Function<TensorView, T> task) {
        TensorInfo values = counterpart(tensor).orElseThrow();
        return session.read(() -> task.apply(session.checkpoint().view(values)));
    }

    @Override
    public LayerReport report(
            MeasuredTensor measured, LayerAnalyzer analyzer, Cancellation cancellation) {
        return LayerReport.given(
                read(
                        measured.stats().tensor(),
                        values -> comparer.compare(measured, values, cancellation)));
    }
}

package org.quantoscope.ui.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * One run over all tensors of a model under one recipe, or against another checkpoint, on one
 * background thread; reports in batches.
 */
final class Sweep {
    private static final long BATCH_NANOS = 60_000_000;

    private final CheckpointSession session;
    private final Side side;
    private final int bins;
    private final LayerAnalyzer analyzer;
    private final GiveWay giveWay;
    private final Map<String, TensorOutcome> earlier;
    private final Map<String, TensorOutcome> elsewhere;
    private final Cancellation cancellation = new Cancellation();

    /**
     * News of a sweep.
     *
     * @param outcomes those that are new since the last update
     * @param totals over everything known, where they have changed
     * @param finished whether this is the last update
     */
    record Update(
            List<TensorOutcome> outcomes,
            Optional<CheckpointReport.Totals> totals,
            SweepProgress progress,
            boolean finished) {}

    Sweep(
            CheckpointSession session,
            Side side,
            int bins,
            LayerAnalyzer analyzer,
            GiveWay giveWay,
            Map<String, TensorOutcome> earlier,
            Map<String, TensorOutcome> elsewhere) {
        this.session = session;
        this.side = side;
        this.bins = bins;
        this.analyzer = analyzer;
        this.giveWay = giveWay;
        this.earlier = earlier;
        this.elsewhere = elsewhere;
    }

    /** Weights of the model. */
    long weights() {
        return session.tensors().stream().mapToLong(TensorInfo::elementCount).sum();
    }

    /** How many outcomes are those of this run's recipe. */
    SweepModel.Stopped known(Map<String, TensorOutcome> outcomes) {
        long known =
                session.tensors().stream()
                        .filter(tensor -> isKnown(tensor, outcomes.get(tensor.name())))
                        .count();
        return new SweepModel.Stopped((int) known, session.tensors().size());
    }

    private boolean isKnown(TensorInfo tensor, @Nullable TensorOutcome outcome) {
        return switch (outcome) {
            case TensorOutcome.Quantized(var decision, var report) -> side.made(tensor, report);
            case TensorOutcome.Kept kept ->
                    side.decide(tensor).spec().equals(kept.decision().spec());
            case TensorOutcome.Refused refused -> true;
            case null -> false;
        };
    }

    /** Weights that must be read; what is kept or known takes no time. */
    private long work(TensorInfo tensor) {
        return side.changes(tensor) && known(tensor).isEmpty() ? tensor.elementCount() : 0;
    }

    void cancel() {
        cancellation.cancel();
    }

    void run(Consumer<Update> listener) {
        try {
            sweep(listener);
        } catch (CancellationException e) {
            // Overtaken by a newer recipe, or stopped by the user.
        }
    }

    private void sweep(Consumer<Update> listener) {
        long total = Math.max(1, session.tensors().stream().mapToLong(this::work).sum());
        long begin = System.nanoTime();
        long lastUpdate = begin;
        long done = 0;
        List<TensorOutcome> all = new ArrayList<>();
        List<TensorOutcome> fresh = new ArrayList<>();
        for (TensorInfo tensor : session.tensors()) {
            long work = work(tensor);
            TensorOutcome outcome = outcome(tensor);
            all.add(outcome);
            fresh.add(outcome);
            done += work;
            long now = System.nanoTime();
            if (now - lastUpdate > BATCH_NANOS) {
                lastUpdate = now;
                listener.accept(
                        new Update(
                                List.copyOf(fresh),
                                Optional.empty(),
                                new SweepProgress(done, total, tensor.name(), (now - begin) / 1e9),
                                false));
                fresh.clear();
            }
        }
        cancellation.check();
        listener.accept(
                new Update(
                        List.copyOf(fresh),
                        Optional.of(CheckpointReport.totalsOf(all)),
                        new SweepProgress(total, total, "", (System.nanoTime() - begin) / 1e9),
                        true));
    }

    private TensorOutcome outcome(TensorInfo tensor) {
        cancellation.check();
        Recipe.Decision decision = side.decide(tensor);
        if (side.changes(tensor)) {
            return changed(tensor, decision);
        }
        return side.missing(tensor)
                .<TensorOutcome>map(why -> new TensorOutcome.Refused(tensor, decision, why))
                .orElseGet(() -> new TensorOutcome.Kept(tensor, decision, side.keptBytes(tensor)));
    }

    private TensorOutcome changed(TensorInfo tensor, Recipe.Decision decision) {
        Optional<TensorOutcome.Quantized> known = known(tensor);
        if (known.isPresent()) {
            return new TensorOutcome.Quantized(decision, known.get().report());
        }
        giveWay.pause(cancellation);
        try {
            return session.read(() -> {
                MeasuredTensor measured = session.measured().get(tensor, bins, cancellation);
                return new TensorOutcome.Quantized(
                        decision, side.report(measured, analyzer, cancellation));
            });
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | InternalError e) {
            // One tensor that is refused, or whose page is gone, does not stop the others.
            return new TensorOutcome.Refused(tensor, decision, FailureText.of(e, tensor.name()));
        }
    }

    private Optional<TensorOutcome.Quantized> known(TensorInfo tensor) {
        for (Map<String, TensorOutcome> found : List.of(earlier, elsewhere)) {
            @Nullable TensorOutcome known = found.get(tensor.name());
            if (known instanceof TensorOutcome.Quantized before
                    && side.made(tensor, before.report())
                    && hasBins(before)) {
                return Optional.of(before);
            }
        }
        return Optional.empty();
    }

    private boolean hasBins(TensorOutcome.Quantized before) {
        int has = before.report().stats().histogram().counts().length;
        return has == bins || has == 1;
    }
}

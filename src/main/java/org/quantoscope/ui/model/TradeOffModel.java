package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many specifications tried on the same tensors in the background: where that takes its time, from
 * some rows first; then exact figures take the place of the estimates, some points at a time.
 *
 * <p>One run at a time; a newer one takes the place of the older. All methods belong to the thread
 * that owns the screen.
 */
public final class TradeOffModel {
    /** Weights of a first picture, times points: a fraction of a second of work. */
    private static final long ESTIMATE_WORK = 15_000_000;

    /** Work that is done exactly about as fast. */
    private static final long SMALL_WORK = 4 * ESTIMATE_WORK;

    /** How often points on the screen move while they become exact. */
    private static final long NEWS_NANOS = 400_000_000;

    private final Workers workers;
    private final Jobs jobs;
    private final RecipeEditor editor;
    private final SweepModel sweep;
    private final Comparison comparison;
    private final ReadOnlyObjectWrapper<Optional<TradeOffResult>> result =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<String>> failure =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /** Stops the run under way. */
    private @Nullable Runnable stop;

    /** Counts runs, so that news of an older one are not shown. */
    private long started;

    TradeOffModel(
            Workers workers,
            Jobs jobs,
            RecipeEditor editor,
            SweepModel sweep,
            Comparison comparison) {
        this.comparison = comparison;
        this.workers = workers;
        this.jobs = jobs;
        this.editor = editor;
        this.sweep = sweep;
    }

    /** The points of the last run; those of an older one stay until there are newer ones. */
    public ReadOnlyObjectProperty<Optional<TradeOffResult>> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /** Whether a run is under way; the status line shows how far it is. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Why the last run gave no points; one line. */
    public ReadOnlyObjectProperty<Optional<String>> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /**
     * Tries a grid.
     *
     * @param selection the tensors to try it on; empty for every one that the recipe quantizes
     */
    public void run(
            CheckpointSession session, TradeOffGrid grid, List<TensorInfo> selection, int bins) {
        run(session, grid, selection, bins, () -> {});
    }

    /**
     * @param whenDone run on the screen's thread when exact points are there
     */
    void run(
            CheckpointSession session,
            TradeOffGrid grid,
            List<TensorInfo> selection,
            int bins,
            Runnable whenDone) {
        cancel();
        failure.set(Optional.empty());
        Recipe base = editor.recipe();
        boolean whole = selection.isEmpty();
        List<TensorInfo> tensors =
                (whole ? session.tensors() : selection).stream().filter(base::quantizes).toList();
        if (tensors.isEmpty()) {
            result.set(Optional.empty());
            failure.set(
                    Optional.of(
                            Texts.text(whole ? "tradeoff.nothing" : "tradeoff.nothing.selected")));
            return;
        }
        long mine = ++started;
        Run run =
                new Run(
                        session,
                        grid,
                        tensors,
                        bins,
                        mine,
                        points -> new TradeOffResult(session, base, grid, whole, points),
                        whenDone);
        running.set(true);
        stop =
                jobs.start(
                        Texts.text("tradeoff.job"),
                        session.checkpoint().name(),
                        (cancellation, progress) -> work(run, cancellation, progress));
    }

    /** Stops; what has been found so far stays. */
    public void cancel() {
        if (stop != null) {
            stop.run();
            finished();
        }
    }

    /** Stops and forgets. */
    void clear() {
        cancel();
        result.set(Optional.empty());
        failure.set(Optional.empty());
    }

    /** Shows points that were found before. */
    void restore(TradeOffResult found) {
        clear();
        result.set(Optional.of(found));
    }

    /**
     * Puts points that hold more in the place of others.
     *
     * @return false where {@code before} is not what is shown any more
     */
    boolean replace(TradeOffResult before, TradeOffResult after) {
        if (running.get() || result.get().filter(it -> it == before).isEmpty()) {
            return false;
        }
        result.set(Optional.of(after));
        return true;
    }

    /** Gives every tensor that a result is about the specification of one of its points. */
    public void apply(TradeOffResult of, QuantizationSpec spec) {
        Recipe next = editor.recipe();
        if (of.wholeModel()) {
            next = next.withDefault(spec);
        }
        Map<TensorInfo, TensorSpec> others = new LinkedHashMap<>();
        for (TensorInfo tensor : of.tradeOff().tensors()) {
            if (!next.specFor(tensor).equals(spec)) {
                others.put(tensor, spec);
            }
        }
        editor.load(next.withOverrides(others, of.session().tensors()));
    }

    /** What the edited recipe costs on the same tensors, where all of it is known. */
    public Optional<TradeOff.Cost> present(TradeOffResult of) {
        return cost(of, editor.recipe(), sweep.ownOutcomes());
    }

    /** What the held recipe costs on the same tensors, where there is one and it is known. */
    public Optional<TradeOff.Cost> held(TradeOffResult of) {
        return comparison
                .heldProperty()
                .get()
                .flatMap(recipe -> cost(of, recipe, comparison.heldOutcomes()));
    }

    private static Optional<TradeOff.Cost> cost(
            TradeOffResult of, Recipe recipe, Map<String, TensorOutcome> outcomes) {
        List<TradeOff.Cost> costs = new ArrayList<>();
        for (TensorInfo tensor : of.tradeOff().tensors()) {
            if (outcomes.get(tensor.name()) instanceof TensorOutcome.Quantized known
                    && known.report().spec().equals(recipe.specFor(tensor))) {
                costs.add(TradeOff.Cost.of(known.report()));
            } else {
                return Optional.empty();
            }
        }
        return costs.isEmpty() ? Optional.empty() : Optional.of(TradeOff.Cost.over(costs));
    }

    /** Makes a result of points. */
    private interface Framing {
        TradeOffResult of(TradeOff points);
    }

    private record Run(
            CheckpointSession session,
            TradeOffGrid grid,
            List<TensorInfo> tensors,
            int bins,
            long number,
            Framing framing,
            Runnable whenDone) {}

    private Runnable work(Run run, Cancellation cancellation, Progress progress) {
        try {
            TradeOff exact = measured(run, cancellation, progress);
            return () -> ended(run, exact);
        } catch (CancellationException e) {
            return () -> ifCurrent(run, this::finished);
        } catch (RuntimeException | InternalError | OutOfMemoryError e) {
            String message = FailureText.of(e, run.session().checkpoint().name());
            return () ->
                    ifCurrent(
                            run,
                            () -> {
                                failure.set(Optional.of(message));
                                finished();
                            });
        }
    }

    private TradeOff measured(Run run, Cancellation cancellation, Progress progress) {
        List<TradeOffSweep.Family> families = run.grid().families();
        TradeOffSweep engine = new TradeOffSweep(workers.kernels(), workers.pool());
        long points = families.stream().mapToLong(family -> family.specs().size()).sum();
        long weights = run.tensors().stream().mapToLong(TensorInfo::elementCount).sum();
        if (weights * points <= SMALL_WORK) {
            return run.session()
                    .read(() ->
                            engine.sweep(
                                    run.session().checkpoint(),
                                    run.tensors(),
                                    families,
                                    run.bins(),
                                    cancellation,
                                    progress));
        }
        TradeOff first =
                run.session()
                        .read(() ->
                                engine.estimate(
                                        run.session().checkpoint(),
                                        run.tensors(),
                                        families,
                                        run.bins(),
                                        ESTIMATE_WORK / points,
                                        cancellation));
        show(run, first);
        AtomicLong shown = new AtomicLong(System.nanoTime());
        return run.session()
                .read(() ->
                        engine.refine(
                                run.session().checkpoint(),
                                run.tensors(),
                                families,
                                first,
                                cancellation,
                                progress,
                                soFar -> {
                                    long now = System.nanoTime();
                                    if (now - shown.get() >= NEWS_NANOS) {
                                        shown.set(now);
                                        show(run, soFar.get());
                                    }
                                }));
    }

    /** Hands points that are not the last word to the screen. */
    private void show(Run run, TradeOff points) {
        workers.screen()
                .execute(() ->
                        ifCurrent(run, () -> result.set(Optional.of(run.framing().of(points)))));
    }

    private void ended(Run run, TradeOff exact) {
        ifCurrent(
                run,
                () -> {
                    exact.refused().stream()
                            .findFirst()
                            .ifPresent(first -> failure.set(Optional.of(first.message())));
                    result.set(Optional.of(run.framing().of(exact)));
                    run.whenDone().run();
                    finished();
                });
    }

    private void finished() {
        stop = null;
        started++;
        running.set(false);
    }

    private void ifCurrent(Run run, Runnable task) {
        if (run.number() == started) {
            task.run();
        }
    }
}

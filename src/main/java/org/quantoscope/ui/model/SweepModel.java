package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.MapChangeListener;
import javafx.collections.ObservableMap;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;

import java.util.Map;
import java.util.Optional;

/**
 * What the recipe makes of every tensor of the model, kept up to date in the background.
 *
 * <p>A change of the recipe starts over, keeps the outcomes that still hold, and gives way to the
 * preview.
 */
public final class SweepModel {
    private final Workers workers;
    private final PreviewModel preview;
    private final ObservableMap<String, TensorOutcome> own = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<Optional<CheckpointReport.Totals>> totals =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableMap<String, TensorOutcome> shown = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<Optional<CheckpointReport.Totals>> shownTotals =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final MapChangeListener<String, TensorOutcome> follower = this::follow;
    private final ReadOnlyObjectWrapper<Optional<SweepProgress>> progress =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Stopped>> stopped =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper current = new ReadOnlyBooleanWrapper(true);

    /** Weights whose analysis takes so long that its progress is shown from the beginning. */
    private static final long LARGE = 20_000_000;

    /**
     * How far a run had come when the user stopped it.
     *
     * @param known tensors whose outcome is of the recipe as it was
     * @param total tensors of the model
     */
    public record Stopped(int known, int total) {}

    private SweepModel source = this;
    private @Nullable Sweep running;

    SweepModel(Workers workers, PreviewModel preview) {
        this.workers = workers;
        this.preview = preview;
        own.addListener(follower);
        shownTotals.bind(totals);
    }

    /**
     * What views show: outcomes by tensor name, of this sweep or of the one shown in its place;
     * those of an older recipe stay until they are replaced.
     */
    public ObservableMap<String, TensorOutcome> outcomes() {
        return shown;
    }

    /** Sums over the model that views show, of the outcomes known so far. */
    public ReadOnlyObjectProperty<Optional<CheckpointReport.Totals>> totalsProperty() {
        return shownTotals.getReadOnlyProperty();
    }

    /** Outcomes of this sweep, whatever is shown in its place. */
    public ObservableMap<String, TensorOutcome> ownOutcomes() {
        return own;
    }

    /** Sums of this sweep, whatever is shown in its place. */
    public ReadOnlyObjectProperty<Optional<CheckpointReport.Totals>> ownTotalsProperty() {
        return totals.getReadOnlyProperty();
    }

    /** Shows what another sweep over the same model found until that is taken back. */
    void showInstead(Optional<SweepModel> other) {
        source.own.removeListener(follower);
        source = other.orElse(this);
        shown.keySet().retainAll(source.own.keySet());
        shown.putAll(source.own);
        source.own.addListener(follower);
        shownTotals.bind(source.totals);
    }

    private void follow(MapChangeListener.Change<? extends String, ? extends TensorOutcome> news) {
        if (news.wasAdded()) {
            shown.put(news.getKey(), news.getValueAdded());
        } else {
            shown.remove(news.getKey());
        }
    }

    /** Present while the sweep runs. */
    public ReadOnlyObjectProperty<Optional<SweepProgress>> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Present from when the user stops a run until it goes on, or another begins. */
    public ReadOnlyObjectProperty<Optional<Stopped>> stoppedProperty() {
        return stopped.getReadOnlyProperty();
    }

    /** Whether every outcome and the totals are of the recipe as it is now. */
    public ReadOnlyBooleanProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Starts over for a recipe. */
    void start(CheckpointSession session, Recipe recipe, int bins) {
        start(session, new Side.OfRecipe(recipe), bins, Map.of());
    }

    /**
     * Starts over for a recipe, or another checkpoint.
     *
     * @param elsewhere outcomes that another sweep knows, and that need not be found again
     */
    void start(
            CheckpointSession session, Side side, int bins, Map<String, TensorOutcome> elsewhere) {
        halt();
        stopped.set(Optional.empty());
        current.set(false);
        Sweep sweep =
                new Sweep(
                        session,
                        side,
                        bins,
                        workers.analyzer(),
                        new GiveWay(preview::isBusy),
                        Map.copyOf(own),
                        Map.copyOf(elsewhere));
        running = sweep;
        if (own.isEmpty() || sweep.weights() > LARGE) {
            progress.set(Optional.of(new SweepProgress(0, sweep.weights(), "", 0)));
        }
        workers.sweep()
                .execute(() ->
                        sweep.run(update -> workers.screen().execute(() -> apply(sweep, update))));
    }

    /** Stops; what is not known yet stays unknown until the next start. */
    public void stop() {
        if (running != null) {
            Stopped so = running.known(own);
            halt();
            stopped.set(Optional.of(so));
        }
    }

    private void halt() {
        if (running != null) {
            running.cancel();
            running = null;
            progress.set(Optional.empty());
        }
    }

    /** Stops and forgets every outcome. */
    void clear() {
        halt();
        stopped.set(Optional.empty());
        own.clear();
        totals.set(Optional.empty());
        current.set(true);
    }

    private void apply(Sweep sweep, Sweep.Update update) {
        if (sweep != running) {
            return;
        }
        update.outcomes().forEach(outcome -> own.put(outcome.tensor().name(), outcome));
        update.totals().ifPresent(sums -> totals.set(Optional.of(sums)));
        if (update.finished()) {
            running = null;
            progress.set(Optional.empty());
            current.set(true);
        } else {
            progress.set(Optional.of(update.progress()));
        }
    }
}

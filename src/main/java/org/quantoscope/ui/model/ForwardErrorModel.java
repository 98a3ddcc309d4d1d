package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.text.Texts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Errors of what comes out of matrices on a text, ‖X(W − Ŵ)ᵀ‖² / ‖XWᵀ‖² (method.md §5): measured
 * when the user asks, remembered for every specification as long as the checkpoint is open.
 *
 * <p>All methods belong to the thread that owns the screen.
 */
public final class ForwardErrorModel {
    private final Workers workers;
    private final Jobs jobs;
    private final RecipeEditor editor;
    private final EvaluationModel evaluation;
    private final GiveWay giveWay;
    private final Consumer<Notice> notices;
    private final ActivationCache cache;
    private final Map<ForwardErrorRun.Question, Double> known = new HashMap<>();

    /** Counts what has become known, so that it can be watched. */
    private final ReadOnlyLongWrapper news = new ReadOnlyLongWrapper();

    /** What the errors are measured on; all that are known are of one text and its settings. */
    private Optional<EvaluationRow.Setting> subject = Optional.empty();

    private Optional<Runnable> stop = Optional.empty();

    ForwardErrorModel(
            Workers workers,
            Jobs jobs,
            SessionModel sessions,
            RecipeEditor editor,
            EvaluationModel evaluation,
            GiveWay giveWay,
            ActivationCache cache,
            Consumer<Notice> notices) {
        this.workers = workers;
        this.jobs = jobs;
        this.editor = editor;
        this.evaluation = evaluation;
        this.giveWay = giveWay;
        this.cache = cache;
        this.notices = notices;
        sessions.sessionProperty().subscribe(session -> forget(Optional.empty()));
    }

    /** Changes whenever something else is known. */
    public ReadOnlyLongProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    /** The text that measuring would be on: the first that is chosen for evaluation. */
    public Optional<String> wantedText() {
        return wanted().map(it -> it.text().name());
    }

    /** The text that everything known is of; empty where nothing is. */
    public Optional<String> measuredText() {
        return isEmpty() ? Optional.empty() : subject.map(it -> it.text().name());
    }

    /** Whether nothing has been measured. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** Why it cannot be measured, in one line; empty where it can. */
    public Optional<String> hindrance() {
        ModelSupport support = evaluation.supportProperty().get();
        return support.state() == ModelSupport.State.REFUSED
                ? Optional.of(support.words())
                : Optional.empty();
    }

    /** The error of a matrix under the specification that an outcome is of, where it is known. */
    public OptionalDouble of(TensorOutcome.Quantized outcome) {
        if (outcome.report().givenBy().isPresent()) {
            return OptionalDouble.empty();
        }
        Double error =
                known.get(
                        new ForwardErrorRun.Question(
                                outcome.tensor().name(), outcome.report().spec()));
        return error == null ? OptionalDouble.empty() : OptionalDouble.of(error);
    }

    /** Measures every matrix under the recipe as it stands, as a job. */
    public void measure() {
        Optional<RunnableModel> model = evaluation.model();
        Optional<EvaluationRow.Setting> wanted = wanted();
        if (model.isEmpty() || !evaluation.supportProperty().get().runs()) {
            notices.accept(
                    Notice.error(
                            Texts.text(
                                    "evaluation.cannot",
                                    evaluation.supportProperty().get().words())));
            return;
        }
        if (wanted.isEmpty()) {
            notices.accept(Notice.error(Texts.text("evaluation.no-text")));
            return;
        }
        if (!wanted.equals(subject)) {
            forget(wanted);
        }
        stop.ifPresent(Runnable::run);
        EvaluationRow.Setting setting = wanted.get();
        Recipe recipe = editor.recipe();
        ForwardErrorRun run =
                new ForwardErrorRun(model.get(), workers, cache, setting, Map.copyOf(known));
        stop =
                Optional.of(
                        jobs.start(
                                Texts.text("forward.job", setting.text().name()),
                                Texts.text("forward.job.unit"),
                                setting.text().name(),
                                (cancellation, progress) -> {
                                    Map<ForwardErrorRun.Question, Double> found =
                                            run.measure(
                                                    recipe,
                                                    cancellation,
                                                    giveWay.around(progress, cancellation));
                                    return () -> take(setting, found);
                                }));
    }

    private Optional<EvaluationRow.Setting> wanted() {
        List<TextItem> chosen = evaluation.texts().chosenInOrder();
        return chosen.stream()
                .findFirst()
                .map(text -> new EvaluationRow.Setting(text, evaluation.settingsProperty().get()));
    }

    private void take(EvaluationRow.Setting setting, Map<ForwardErrorRun.Question, Double> found) {
        if (subject.filter(setting::equals).isPresent()) {
            known.putAll(found);
            news.set(news.get() + 1);
        }
    }

    private void forget(Optional<EvaluationRow.Setting> next) {
        subject = next;
        stop.ifPresent(Runnable::run);
        stop = Optional.empty();
        known.clear();
        news.set(news.get() + 1);
    }
}

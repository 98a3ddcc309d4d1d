package org.quantoscope.ui.model;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;
import org.quantoscope.calibration.StateCache;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.model.EvaluationRow.Done;
import org.quantoscope.ui.model.EvaluationRow.Outcome;
import org.quantoscope.ui.model.EvaluationRow.Question;
import org.quantoscope.ui.model.EvaluationRow.Setting;
import org.quantoscope.ui.model.EvaluationRow.Waiting;
import org.quantoscope.ui.text.Texts;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Recipes measured by running the model on texts: what was asked, what came of it, and what stands
 * in line.
 *
 * <p>The original is run once per text and settings as long as the checkpoint is open. All methods
 * belong to the thread that owns the screen.
 */
public final class EvaluationModel {
    private final Workers workers;
    private final Jobs jobs;
    private final RecipeEditor editor;
    private final GiveWay giveWay;
    private final StateCache cache;
    private final Consumer<Notice> notices;
    private final EvaluationTexts texts;
    private final KnownBits bits;
    private final ObjectProperty<EvaluationSettings> settings =
            new SimpleObjectProperty<>(EvaluationSettings.USUAL);
    private final ObservableList<EvaluationRow> rows = FXCollections.observableArrayList();

    // One: a wrapper that nobody holds forgets who listens to it.
    private final ObservableList<EvaluationRow> shownRows =
            FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyObjectWrapper<ModelSupport> support =
            new ReadOnlyObjectWrapper<>(new ModelSupport(ModelSupport.State.NONE, ""));

    /** Stops what is waiting, by the number of its line. */
    private final Map<Long, Runnable> stops = new HashMap<>();

    private @Nullable RunnableModel model;
    private long asked;

    EvaluationModel(
            Workers workers,
            Jobs jobs,
            SessionModel sessions,
            RecipeEditor editor,
            SweepModel sweep,
            GiveWay giveWay,
            StateCache cache,
            Consumer<Notice> notices) {
        this.workers = workers;
        this.jobs = jobs;
        this.editor = editor;
        this.giveWay = giveWay;
        this.cache = cache;
        this.notices = notices;
        this.texts = new EvaluationTexts(workers, notices);
        this.bits = new KnownBits(editor, sweep);
        sessions.sessionProperty().subscribe(this::opened);
    }

    public EvaluationTexts texts() {
        return texts;
    }

    public ObjectProperty<EvaluationSettings> settingsProperty() {
        return settings;
    }

    /** Whether the open model can be run. */
    public ReadOnlyObjectProperty<ModelSupport> supportProperty() {
        return support.getReadOnlyProperty();
    }

    /** The lines of the table, in the order in which they were asked for. */
    public ObservableList<EvaluationRow> rows() {
        return shownRows;
    }

    /** What is run, for the pane beside that lets it speak. */
    Optional<RunnableModel> model() {
        return Optional.ofNullable(model);
    }

    private void opened(Optional<CheckpointSession> session) {
        stops.clear();
        rows.clear();
        bits.clear();
        model = session.map(it -> new RunnableModel(it, workers, cache)).orElse(null);
        support.set(
                new ModelSupport(
                        session.isEmpty() ? ModelSupport.State.NONE : ModelSupport.State.LOOKING,
                        ""));
        if (model != null) {
            RunnableModel looked = model;
            workers.looks()
                    .execute(() -> {
                        ModelSupport found = SupportCheck.of(looked);
                        workers.screen()
                                .execute(() -> {
                                    if (model == looked) {
                                        support.set(found);
                                    }
                                });
                    });
        }
    }

    /** Asks what the recipe as it stands makes of the chosen texts; what is known stays. */
    public void evaluate() {
        if (!support.get().runs()) {
            notices.accept(Notice.error(Texts.text("evaluation.cannot", support.get().words())));
            return;
        }
        List<TextItem> chosen = texts.chosenInOrder();
        if (chosen.isEmpty()) {
            notices.accept(Notice.error(Texts.text("evaluation.no-text")));
            return;
        }
        Recipe recipe = editor.recipe();
        boolean some = false;
        for (TextItem text : chosen) {
            some |= ask(recipe, new Setting(text, settings.get()));
        }
        if (!some) {
            notices.accept(Notice.information(Texts.text("evaluation.known")));
        }
    }

    /** Puts a question in line; says whether that was needed. */
    private boolean ask(Recipe recipe, Setting setting) {
        Question question = new Question(Optional.of(recipe), setting);
        Optional<EvaluationRow> known =
                rows.stream().filter(row -> row.question().equals(question)).findFirst();
        if (known.isPresent() && !(known.get().outcome() instanceof EvaluationRow.Failed)) {
            return false;
        }
        known.ifPresent(rows::remove);
        RunnableModel asks = java.util.Objects.requireNonNull(model);
        EvaluationRow row = new EvaluationRow(++asked, question, new Waiting());
        rows.add(row);
        bits.want(recipe);
        EvaluationRun run =
                new EvaluationRun(asks, workers, setting, recipe, () -> bits.of(recipe));
        stops.put(
                row.number(),
                jobs.start(
                        Texts.text("evaluation.job", setting.text().name()),
                        Texts.text("evaluation.job.unit"),
                        setting.text().name(),
                        (cancellation, progress) -> {
                            try {
                                Outcome outcome =
                                        run.run(
                                                cancellation,
                                                giveWay.around(progress, cancellation));
                                return () -> ended(row, outcome);
                            } catch (CancellationException e) {
                                return () -> forget(row);
                            }
                        }));
        return true;
    }

    private void ended(EvaluationRow row, Outcome outcome) {
        stops.remove(row.number());
        int at = rows.indexOf(row);
        if (at < 0) {
            return;
        }
        rows.set(at, row.with(outcome));
        switch (outcome) {
            case Done done -> addOriginal(at, row.question().setting(), done);
            case EvaluationRow.Failed(String message) -> notices.accept(Notice.error(message));
            case Waiting waiting -> {}
        }
    }

    /** The original stands once before what is compared with it. */
    private void addOriginal(int at, Setting setting, Done done) {
        Question question = new Question(Optional.empty(), setting);
        if (rows.stream().noneMatch(row -> row.question().equals(question))) {
            int first = at;
            for (int i = at - 1; i >= 0; i--) {
                first = rows.get(i).question().setting().equals(setting) ? i : first;
            }
            Done original =
                    new Done(
                            done.original(),
                            Optional.empty(),
                            done.original(),
                            done.windows(),
                            OptionalDouble.empty());
            rows.add(first, new EvaluationRow(++asked, question, original));
        }
    }

    private void forget(EvaluationRow row) {
        stops.remove(row.number());
        rows.remove(row);
    }

    /** Takes lines away; those that wait are stopped. */
    public void remove(Collection<EvaluationRow> lines) {
        for (EvaluationRow row : List.copyOf(lines)) {
            Runnable stop = stops.remove(row.number());
            if (stop != null) {
                stop.run();
            }
            rows.remove(row);
        }
    }

    /** Stops everything that waits or runs. */
    public void cancel() {
        remove(rows.stream().filter(row -> row.outcome() instanceof Waiting).toList());
    }

    /** Takes the recipe of a line, as one step that can be undone. */
    public void apply(EvaluationRow row) {
        row.question()
                .recipe()
                .ifPresent(recipe -> {
                    editor.load(recipe);
                    notices.accept(
                            Notice.information(
                                    Texts.text("evaluation.applied", RecipeWords.brief(recipe))));
                });
    }

    /**
     * Finds the tokens of a window beside the screen.
     *
     * @param receiver told on the screen's thread; not at all where they cannot be told
     */
    public void look(EvaluationRow row, int window, Consumer<List<TokenLoss>> receiver) {
        RunnableModel looked = model;
        Optional<Done> done = row.done();
        if (looked == null || done.isEmpty()) {
            return;
        }
        workers.looks()
                .execute(() -> {
                    try {
                        List<TokenLoss> tokens =
                                TokenLosses.of(done.get(), window, looked.tokenizer());
                        workers.screen().execute(() -> receiver.accept(tokens));
                    } catch (java.io.IOException | RuntimeException e) {
                        String message = FailureText.of(e, row.question().setting().text().name());
                        workers.screen().execute(() -> notices.accept(Notice.error(message)));
                    }
                });
    }
}

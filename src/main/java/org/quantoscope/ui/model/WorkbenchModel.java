package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.StateCache;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.report.ReportCharts;
import org.quantoscope.tensor.TensorInfo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The state of one window: what is open and selected, the recipe, and the two answers that follow
 * them.
 *
 * <p>All methods belong to the thread that owns the screen; nothing here computes on it.
 */
public final class WorkbenchModel {
    private final RecipeEditor editor = new RecipeEditor();
    private final ObservableList<TensorInfo> selection = FXCollections.observableArrayList();
    private final IntegerProperty bins = new SimpleIntegerProperty(LayerAnalyzer.DEFAULT_BINS);
    private final BooleanProperty control = new SimpleBooleanProperty();
    private final StringProperty page = new SimpleStringProperty("");
    private final BooleanProperty live = new SimpleBooleanProperty(true);
    private final ObjectProperty<Optional<Notice>> notice =
            new SimpleObjectProperty<>(Optional.empty());
    private final SessionModel sessions;
    private final PreviewModel preview;
    private final SweepModel sweep;
    private final Comparison comparison;
    private final BesideModel beside;
    private final RecipeFiles recipeFiles;
    private final RulesModel rules;
    private final SessionFiles sessionFiles;
    private final ExportModel export;
    private final Jobs jobs;
    private final ReportModel reports;
    private final SalienceModel salience;
    private final DepthModel depth;
    private final SpectrumModel spectrum;
    private final TradeOffModel tradeOff;
    private final BudgetModel budget;
    private final MetadataModel metadata;
    private final EvaluationModel evaluation;
    private final PointRuns pointRuns;
    private final SpeechModel speech;
    private final ForwardErrorModel forwardErrors;
    private final HubModel hub;
    private final ViewState views = new ViewState();

    /**
     * @param version of the program, for the metadata of exports
     * @param activations where activations of texts are kept
     * @param states where what originals said of texts is kept
     */
    public WorkbenchModel(
            Workers workers,
            CheckpointOpener opener,
            String version,
            ActivationCache activations,
            StateCache states) {
        preview = new PreviewModel(workers);
        sweep = new SweepModel(workers, preview);
        comparison = new Comparison(workers, editor, preview, sweep);
        sessions = new SessionModel(workers, opener, this::tell);
        beside = new BesideModel(workers, sessions, comparison, this::tell);
        recipeFiles = new RecipeFiles(workers, editor, this::tensors, this::tell);
        sessionFiles = new SessionFiles(workers, this);
        rules = new RulesModel(workers, editor, comparison, this::tell);
        export = new ExportModel(workers, sessions, editor, sweep, version);
        jobs = new Jobs(workers, this::tell);
        reports = new ReportModel(workers, jobs, version, this::tell);
        salience = new SalienceModel(workers, sessions, preview, comparison, bins);
        depth = new DepthModel(workers, sessions, preview, comparison, bins);
        spectrum = new SpectrumModel(workers, jobs, sessions, preview, comparison, bins);
        tradeOff = new TradeOffModel(workers, jobs, editor, sweep, comparison);
        budget = new BudgetModel(workers, editor, tradeOff);
        GiveWay giveWay = new GiveWay(preview::isBusy);
        evaluation =
                new EvaluationModel(
                        workers, jobs, sessions, editor, sweep, giveWay, states, this::tell);
        pointRuns = new PointRuns(workers, jobs, tradeOff, evaluation, giveWay, this::tell);
        speech = new SpeechModel(workers, jobs, editor, evaluation, giveWay);
        forwardErrors =
                new ForwardErrorModel(
                        workers,
                        jobs,
                        sessions,
                        editor,
                        evaluation,
                        giveWay,
                        activations,
                        this::tell);
        hub = new HubModel(workers);
        metadata =
                new MetadataModel(workers, sessions.sessionProperty(), comparison.otherProperty());
        views.keep("depth.part", depth.choiceProperty(), PartChoice::toText, PartChoice::fromText);
        views.keep(
                "salient.window",
                salience.windowProperty(),
                window -> window.map(WindowText::write).orElse(""),
                text -> Optional.of(WindowText.read(text)));
        sessions.sessionProperty().subscribe(this::sessionChanged);
        selection.addListener((ListChangeListener<TensorInfo>) change -> selectionChanged());
        editor.recipeProperty().subscribe((before, now) -> recipeChanged());
        bins.subscribe((before, now) -> refresh());
        control.subscribe((before, now) -> askPreview());
        live.subscribe((before, now) -> refresh());
    }

    public RecipeEditor editor() {
        return editor;
    }

    public SessionModel sessions() {
        return sessions;
    }

    public ExportModel export() {
        return export;
    }

    public TradeOffModel tradeOff() {
        return tradeOff;
    }

    public BudgetModel budget() {
        return budget;
    }

    /** Recipes measured by running the model. */
    public EvaluationModel evaluation() {
        return evaluation;
    }

    /** The model run at the points of a trade-off. */
    public PointRuns pointRuns() {
        return pointRuns;
    }

    /** What the model says under the recipe. */
    public SpeechModel speech() {
        return speech;
    }

    /** Errors of what comes out of matrices on a text. */
    public ForwardErrorModel forwardErrors() {
        return forwardErrors;
    }

    /** What the files say besides tensors. */
    public MetadataModel metadata() {
        return metadata;
    }

    /** Models that other programs have fetched. */
    public HubModel hub() {
        return hub;
    }

    /** How the pages are set up, for a session. */
    public ViewState views() {
        return views;
    }

    public RecipeFiles recipeFiles() {
        return recipeFiles;
    }

    /** Work that the user asked for and that takes its time. */
    public Jobs jobs() {
        return jobs;
    }

    /** Writes the page about the open model as the recipe stands. */
    public void writeReport(Path file, ReportCharts charts) {
        session().ifPresent(open -> reports.write(open, editor.recipe(), bins.get(), charts, file));
    }

    public SessionFiles sessionFiles() {
        return sessionFiles;
    }

    public RulesModel rules() {
        return rules;
    }

    /** The recipe held beside the edited one, and what it makes of the model. */
    public Comparison comparison() {
        return comparison;
    }

    /** Opens and closes checkpoints beside the open one. */
    public BesideModel beside() {
        return beside;
    }

    public PreviewModel preview() {
        return preview;
    }

    public SweepModel sweep() {
        return sweep;
    }

    /** Where the salient weights of the tensor shown sit. */
    public SalienceModel salience() {
        return salience;
    }

    /** The tensor shown before and after, in depth. */
    public DepthModel depth() {
        return depth;
    }

    /** Singular values of the tensor shown and of the errors in it. */
    public SpectrumModel spectrum() {
        return spectrum;
    }

    /** The selected tensors, one selection for every view; the last one is shown. */
    public ObservableList<TensorInfo> selection() {
        return selection;
    }

    public IntegerProperty binsProperty() {
        return bins;
    }

    /** Key of the page in the centre of the window. */
    public StringProperty pageProperty() {
        return page;
    }

    /** Whether round-to-nearest at equal bits is shown beside the method. */
    public BooleanProperty controlProperty() {
        return control;
    }

    /** Whether everything follows while a knob is dragged, or only when it is let go. */
    public BooleanProperty liveProperty() {
        return live;
    }

    /** What the user should read now. */
    public ObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }

    public void tell(Notice text) {
        notice.set(Optional.of(text));
    }

    /** Takes a notice back that is no longer true; another one stays. */
    public void withdraw(Optional<Notice> text) {
        if (text.isPresent() && notice.get().equals(text)) {
            notice.set(Optional.empty());
        }
    }

    /** The open checkpoint. */
    public Optional<CheckpointSession> session() {
        return sessions.sessionProperty().get();
    }

    private List<TensorInfo> tensors() {
        return session().map(CheckpointSession::tensors).orElse(List.of());
    }

    /** The tensor that charts and numbers show. */
    public Optional<TensorInfo> shown() {
        return selection.isEmpty() ? Optional.empty() : Optional.of(selection.getLast());
    }

    /** Starts a drag, whose changes are one step. */
    public void beginGesture() {
        editor.history().beginGesture();
    }

    /** Goes on with the drag that has just ended, for the second click of two. */
    public void resumeGesture() {
        editor.history().resumeGesture();
    }

    /** Ends a drag. */
    public void endGesture() {
        editor.history().endGesture();
        refresh();
    }

    /** Brings preview and sweep up to what the recipe says. */
    public void refresh() {
        askPreview();
        session()
                .ifPresent(open ->
                        sweep.start(
                                open,
                                new Side.OfRecipe(editor.recipe()),
                                bins.get(),
                                comparison.heldOutcomes()));
        comparison.refresh(bins.get());
    }

    private void sessionChanged(Optional<CheckpointSession> opened) {
        jobs.cancelAll();
        comparison.restart(opened);
        preview.clear();
        sweep.clear();
        pointRuns.cancel();
        tradeOff.clear();
        budget.clear();
        selection.clear();
        editor.setTensors(opened.map(CheckpointSession::tensors).orElse(List.of()));
        notice.set(Optional.empty());
        Optional<StartingPoint> start =
                opened.map(session -> StartingPoint.of(session, editor.recipe().defaultSpec()));
        start.map(StartingPoint::recipe).ifPresent(editor::begin);
        rules.opened(tensors(), opened.map(session -> editor.recipe()));
        start.ifPresent(it -> {
            it.notice().ifPresent(this::tell);
            it.tensor().ifPresent(selection::add);
            refresh();
        });
    }

    /** Takes the recipe and the selection of a session, which nothing precedes. */
    void restore(Recipe recipe, List<TensorInfo> selected) {
        editor.restart(recipe);
        rules.opened(tensors(), Optional.of(recipe));
        if (!selected.isEmpty()) {
            selection.setAll(selected);
        }
        rules.setShown(shown());
        refresh();
    }

    private void selectionChanged() {
        editor.setTargets(selection);
        rules.setShown(shown());
        askPreview();
    }

    private void recipeChanged() {
        if (live.get() || !editor.history().inGesture()) {
            refresh();
        }
    }

    private void askPreview() {
        if (session().isEmpty() || shown().isEmpty()) {
            preview.clear();
            comparison.follow(Optional.empty());
            return;
        }
        TensorInfo tensor = shown().get();
        PreviewQuestion question =
                new PreviewQuestion(
                        session().get(),
                        tensor,
                        editor.recipe().decide(tensor),
                        bins.get(),
                        control.get());
        preview.ask(question);
        comparison.follow(Optional.of(question));
    }
}

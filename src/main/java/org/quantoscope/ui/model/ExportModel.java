package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportJob;
import org.quantoscope.export.ExportOptions;
import org.quantoscope.export.ExportPlan;
import org.quantoscope.export.ExportPlanner;
import org.quantoscope.export.ExportReceipt;
import org.quantoscope.export.LoadCommand;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The export: a plan that follows the recipe while it is shown, and one job at a time that later
 * changes cannot reach.
 */
public final class ExportModel {
    private static final String GGUF = ".gguf";

    private final Workers workers;
    private final SessionModel sessions;
    private final RecipeEditor editor;
    private final SweepModel sweep;
    private final String version;
    private final ObjectProperty<ExportFormat> format =
            new SimpleObjectProperty<>(ExportFormat.PACKAGE);
    private final ObjectProperty<DType> dtype = new SimpleObjectProperty<>(DType.F32);
    private final ObjectProperty<Long> shardBytes = new SimpleObjectProperty<>(Long.MAX_VALUE);
    private final ObjectProperty<Optional<Path>> target =
            new SimpleObjectProperty<>(Optional.empty());
    private final BooleanProperty planning = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Optional<ExportPlan>> plan =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ExportState> state =
            new ReadOnlyObjectWrapper<>(new ExportState.Idle());

    private @Nullable Cancellation running;
    private @Nullable ExportOptions asked;

    ExportModel(
            Workers workers,
            SessionModel sessions,
            RecipeEditor editor,
            SweepModel sweep,
            String version) {
        this.workers = workers;
        this.sessions = sessions;
        this.editor = editor;
        this.sweep = sweep;
        this.version = version;
        format.subscribe((before, now) -> {
            target.set(target.get().map(this::namedForFormat));
            changed();
        });
        shardBytes.subscribe((before, now) -> {
            target.set(target.get().map(this::namedForFormat));
            changed();
        });
        dtype.subscribe((before, now) -> changed());
        target.subscribe((before, now) -> changed());
        editor.recipeProperty().subscribe((before, now) -> changed());
        planning.subscribe((before, now) -> replan());
        sweep.currentProperty().subscribe((before, now) -> replan());
        sessions.sessionProperty()
                .subscribe((before, now) -> {
                    planning.set(false);
                    asked = null;
                    if (!isRunning()) {
                        plan.set(Optional.empty());
                        state.set(new ExportState.Idle());
                    }
                });
    }

    public ObjectProperty<ExportFormat> formatProperty() {
        return format;
    }

    /** Most bytes of tensors in one file; the largest number where files are not cut. */
    public ObjectProperty<Long> shardBytesProperty() {
        return shardBytes;
    }

    /**
     * Changes the layout of the whole recipe, as one step that can be undone; group sizes that it
     * does not have become one that the model's rows can be divided by.
     */
    public void useLayout(BlockLayout layout) {
        if (editor.recipe().defaultSpec().layout() != layout) {
            List<TensorInfo> tensors =
                    sessions.sessionProperty()
                            .get()
                            .map(session -> session.checkpoint().tensors())
                            .orElse(List.of());
            editor.edit(recipe -> recipe.withLayout(layout, tensors));
        }
    }

    /** The layout of the recipe's default. */
    public BlockLayout layout() {
        return editor.recipe().defaultSpec().layout();
    }

    public ReadOnlyObjectProperty<Recipe> recipeProperty() {
        return editor.recipeProperty();
    }

    /** GGUF in one file is a file; everything else is a folder. */
    private Path namedForFormat(Path path) {
        String name = String.valueOf(path.getFileName());
        String stem = name.endsWith(GGUF) ? name.substring(0, name.length() - GGUF.length()) : name;
        boolean isFile = format.get() == ExportFormat.GGUF && shardBytes.get() == Long.MAX_VALUE;
        return path.resolveSibling(isFile ? stem + GGUF : stem);
    }

    /** Type of the values of a dequantized export. */
    public ObjectProperty<DType> dtypeProperty() {
        return dtype;
    }

    public ObjectProperty<Optional<Path>> targetProperty() {
        return target;
    }

    /** Whether the plan is shown and follows the recipe. */
    public BooleanProperty planningProperty() {
        return planning;
    }

    public ReadOnlyObjectProperty<Optional<ExportPlan>> planProperty() {
        return plan.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<ExportState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public boolean isRunning() {
        return state.get() instanceof ExportState.Running;
    }

    /** Starts planning for the open checkpoint, with a free folder beside it as the target. */
    public void begin() {
        sessions.sessionProperty()
                .get()
                .ifPresent(session -> {
                    if (!isRunning()) {
                        state.set(new ExportState.Idle());
                    }
                    Path beside = session.checkpoint().folder().toAbsolutePath().normalize();
                    String name =
                            session.checkpoint().name().replaceFirst("\\.safetensors$", "")
                                    + "-quantized";
                    workers.files()
                            .execute(() -> {
                                Path free = freeFolder(beside, name);
                                workers.screen()
                                        .execute(() -> {
                                            target.set(Optional.of(namedForFormat(free)));
                                            planning.set(true);
                                        });
                            });
                });
    }

    private static Path freeFolder(Path beside, String name) {
        Path parent = beside.getParent();
        Path folder =
                parent != null && Files.isWritable(parent)
                        ? parent
                        : Path.of(System.getProperty("user.home"));
        Path free = folder.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = folder.resolve(name + "-" + i);
        }
        return free;
    }

    /** Another export is asked for than the one whose end is shown. */
    private void changed() {
        if (!isRunning()) {
            state.set(new ExportState.Idle());
        }
        replan();
    }

    private void replan() {
        if (!planning.get()
                || state.get() instanceof ExportState.Done
                || target.get().isEmpty()
                || sessions.sessionProperty().get().isEmpty()) {
            return;
        }
        CheckpointSession session = sessions.sessionProperty().get().get();
        ExportOptions options =
                new ExportOptions(
                        editor.recipe(),
                        format.get(),
                        dtype.get(),
                        target.get().get(),
                        shardBytes.get(),
                        version);
        Map<String, StoredSize> sizes = knownSizes(options.recipe());
        List<String> refusals = knownRefusals(options.recipe());
        asked = options;
        workers.files()
                .execute(() -> {
                    ExportPlan made =
                            ExportPlanner.plan(session.checkpoint(), options, sizes)
                                    .withRefusals(refusals);
                    workers.screen()
                            .execute(() -> {
                                if (options.equals(asked)) {
                                    plan.set(Optional.of(made));
                                }
                            });
                });
    }

    private Map<String, StoredSize> knownSizes(Recipe recipe) {
        Map<String, StoredSize> sizes = new HashMap<>();
        for (TensorOutcome outcome : sweep.ownOutcomes().values()) {
            if (outcome instanceof TensorOutcome.Quantized(var decision, var report)
                    && recipe.specFor(report.tensor()).equals(report.spec())) {
                sizes.put(report.tensor().name(), report.size());
            }
        }
        return sizes;
    }

    /** What measuring the weights has shown to be impossible, which a plan from headers cannot. */
    private List<String> knownRefusals(Recipe recipe) {
        return sweep.ownOutcomes().values().stream()
                .filter(TensorOutcome.Refused.class::isInstance)
                .map(TensorOutcome.Refused.class::cast)
                .filter(it -> recipe.specFor(it.tensor()).equals(it.decision().spec()))
                .map(TensorOutcome.Refused::message)
                .toList();
    }

    /** Whether the plan that is shown can be carried out now. */
    public boolean canStart() {
        return !isRunning()
                && !(state.get() instanceof ExportState.Done)
                && plan.get().map(it -> !it.isRefused()).orElse(false);
    }

    /** Carries out the plan as it is shown; without effect where it cannot be. */
    public void start() {
        if (!canStart() || sessions.sessionProperty().get().isEmpty()) {
            return;
        }
        ExportPlan chosen = plan.get().get();
        CheckpointSession session = sessions.sessionProperty().get().get();
        Cancellation cancellation = new Cancellation();
        running = cancellation;
        state.set(new ExportState.Running(new SweepProgress(0, 1, "", 0), false));
        ScreenProgress progress = new ScreenProgress(workers.screen(), this::progressed);
        workers.export()
                .execute(() -> {
                    ExportState end = run(session, chosen, cancellation, progress);
                    workers.screen()
                            .execute(() -> {
                                running = null;
                                state.set(end);
                                if (planning.get()) {
                                    replan();
                                } else {
                                    plan.set(Optional.empty());
                                }
                            });
                });
    }

    /** Stops the running job; nothing is left behind. */
    public void cancel() {
        if (running != null && state.get() instanceof ExportState.Running now) {
            running.cancel();
            state.set(new ExportState.Running(now.progress(), true));
        }
    }

    private void progressed(SweepProgress news) {
        if (state.get() instanceof ExportState.Running now) {
            state.set(new ExportState.Running(news, now.stopping()));
        }
    }

    private ExportState run(
            CheckpointSession session,
            ExportPlan chosen,
            Cancellation cancellation,
            ScreenProgress progress) {
        try {
            ExportReceipt receipt =
                    new ExportJob(workers.kernels(), workers.pool())
                            .run(session.checkpoint(), chosen, cancellation, progress);
            return new ExportState.Done(receipt, LoadCommand.of(chosen, receipt));
        } catch (CancellationException e) {
            return new ExportState.Cancelled();
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            return new ExportState.Failed(FailureText.of(e, chosen.target().toString()));
        }
    }
}

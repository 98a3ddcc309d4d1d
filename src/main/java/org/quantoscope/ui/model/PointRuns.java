package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Evaluation;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.Scorer;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Runs the model at every point of a trade-off, one after the other, so that perplexity and logit
 * KL can be drawn; each point appears as it is found, and those found stay when the rest is
 * cancelled.
 *
 * <p>All methods belong to the thread that owns the screen.
 */
public final class PointRuns {
    private final Workers workers;
    private final Jobs jobs;
    private final TradeOffModel tradeOff;
    private final EvaluationModel evaluation;
    private final GiveWay giveWay;
    private final Consumer<Notice> notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private @Nullable Runnable stop;
    private long started;

    PointRuns(
            Workers workers,
            Jobs jobs,
            TradeOffModel tradeOff,
            EvaluationModel evaluation,
            GiveWay giveWay,
            Consumer<Notice> notices) {
        this.workers = workers;
        this.jobs = jobs;
        this.tradeOff = tradeOff;
        this.evaluation = evaluation;
        this.giveWay = giveWay;
        this.notices = notices;
    }

    /** Whether the model is being run; the status line shows how far it is. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Stops; what has been found so far stays. */
    public void cancel() {
        if (stop != null) {
            stop.run();
            finished();
        }
    }

    /**
     * Runs the model at the points on screen; says why not where that cannot be.
     *
     * @param tokens of the text, as they are typed; window and convention are the evaluation page's
     */
    public void run(TextItem text, String tokens) {
        cancel();
        Optional<TradeOffResult> result = tradeOff.resultProperty().get();
        Optional<RunnableModel> model = evaluation.model();
        if (!evaluation.supportProperty().get().runs() || model.isEmpty()) {
            refuse(Texts.text("evaluation.cannot", evaluation.supportProperty().get().words()));
            return;
        }
        if (result.isEmpty() || result.get().estimate() || tradeOff.runningProperty().get()) {
            refuse(Texts.text("tradeoff.model.no-points"));
            return;
        }
        EvaluationSettings settings;
        try {
            settings = evaluation.settingsProperty().get().withTokens(tokens);
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        Run run =
                new Run(
                        model.get(),
                        new EvaluationRow.Setting(text, settings),
                        result.get(),
                        ++started);
        running.set(true);
        stop =
                jobs.start(
                        Texts.text("tradeoff.model.job", text.name()),
                        Texts.text("evaluation.job.unit"),
                        model.get().session().checkpoint().name(),
                        (cancellation, progress) -> work(run, cancellation, progress));
    }

    private void refuse(String why) {
        notices.accept(Notice.error(why));
    }

    private record Run(
            RunnableModel model,
            EvaluationRow.Setting setting,
            TradeOffResult result,
            long number) {}

    private Runnable work(Run run, Cancellation cancellation, Progress progress)
            throws IOException {
        try {
            MappedFileGuard.read(
                    run.model().session().checkpoint(),
                    () -> {
                        try {
                            new Points(run, cancellation, giveWay.around(progress, cancellation))
                                    .run();
                            return true;
                        } catch (UnsupportedModelException e) {
                            throw new IOException(String.valueOf(e.getMessage()), e);
                        }
                    });
            return () -> ended(run, "");
        } catch (CancellationException e) {
            return () -> ended(run, "");
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            String message = FailureText.of(e, run.setting().text().name());
            return () -> ended(run, message);
        }
    }

    private void ended(Run run, String failure) {
        if (run.number() == started) {
            if (!failure.isEmpty()) {
                refuse(failure);
            }
            finished();
        }
    }

    private void finished() {
        stop = null;
        started++;
        running.set(false);
    }

    /** The points of one run, on the thread of jobs. */
    private final class Points {
        private final Run run;
        private final Cancellation cancellation;
        private final Progress progress;
        private final Multiplier multiplier;
        private TradeOffResult shown;

        Points(Run run, Cancellation cancellation, Progress progress) {
            this.run = run;
            this.cancellation = cancellation;
            this.progress = progress;
            this.multiplier = run.model().multiplier(cancellation);
            this.shown = run.result();
        }

        void run() throws IOException, UnsupportedModelException {
            Decoder original = run.model().decoder(Optional.empty(), multiplier, cancellation, 0);
            RunnableModel.Known known = run.model().known(run.setting(), original, cancellation);
            Set<TensorInfo> swept = Set.copyOf(run.result().tradeOff().tensors());
            List<TradeOff.Point> points = new ArrayList<>();
            run.result().tradeOff().lines().forEach(line -> points.addAll(line.points()));
            long tokens = known.windows().stream().mapToLong(it -> it.tokens().length).sum();
            for (int i = 0; i < points.size(); i++) {
                TradeOff.Point point = points.get(i);
                Decoder variant =
                        run.model()
                                .decoder(
                                        tensor ->
                                                swept.contains(tensor)
                                                        ? point.spec()
                                                        : TensorSpec.KEEP,
                                        multiplier,
                                        cancellation);
                long before = i * tokens;
                Evaluation evaluation =
                        new Scorer(original, List.of(variant), multiplier)
                                .evaluate(
                                        known.windows(),
                                        known.states(),
                                        (done, total, what) ->
                                                progress.update(
                                                        before + done * tokens / Math.max(1, total),
                                                        tokens * points.size(),
                                                        what));
                show(point, evaluation);
            }
        }

        private void show(TradeOff.Point point, Evaluation evaluation) {
            Evaluation.Variant variant = evaluation.variants().getFirst();
            TradeOff.Prediction prediction =
                    new TradeOff.Prediction(
                            variant.scores().perplexity(),
                            variant.scores().perplexityError(),
                            variant.divergence().mean());
            EvaluationSettings how = run.setting().settings();
            String words =
                    Texts.text(
                            "tradeoff.scored",
                            run.setting().text().name(),
                            evaluation.original().scored(),
                            how.window(),
                            how.convention().key(),
                            String.format(
                                    java.util.Locale.ROOT,
                                    "%.4g",
                                    evaluation.original().perplexity()));
            TradeOffResult before = shown;
            TradeOffResult after = before.with(point, prediction, words);
            shown = after;
            workers.screen()
                    .execute(() -> {
                        if (run.number() == started && !tradeOff.replace(before, after)) {
                            cancel();
                        }
                    });
        }
    }
}

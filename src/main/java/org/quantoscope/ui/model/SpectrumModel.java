package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableIntegerValue;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.Control;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.SpectrumAnalyzer;
import org.quantoscope.analysis.SpectrumReport;
import org.quantoscope.analysis.SpectrumReport.Held;
import org.quantoscope.ui.model.SpectrumLook.Step;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.LatestOnly;
import org.quantoscope.work.Progress;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Singular values of the tensor shown and of its errors: at once where the matrix is small, as a
 * job that the user asks for where it is not.
 *
 * <p>All methods belong to the thread that owns the screen.
 */
public final class SpectrumModel {
    /** Multiplications for one spectrum, of three or four, that take a thirtieth of a second. */
    private static final long SMALL_WORK = 70_000_000;

    private static final long PATIENCE_MILLIS = 400;

    private final Workers workers;
    private final Jobs jobs;
    private final SessionModel sessions;
    private final Comparison comparison;
    private final ObservableIntegerValue bins;
    private final LatestOnly<Question, SpectrumReport> small;
    private final BooleanProperty onScreen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<SpectrumLook> look =
            new ReadOnlyObjectWrapper<>(SpectrumLook.none(""));
    private Optional<Question> asked = Optional.empty();
    private Optional<Answer> known = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private Optional<Question> waiting = Optional.empty();

    /** Stops the job under way. */
    private @Nullable Runnable stop;

    private record Question(
            CheckpointSession session,
            LayerReport report,
            Optional<LayerReport> held,
            Optional<OtherCheckpoint> other) {
        boolean isSmall() {
            return SpectrumAnalyzer.multiplications(report.tensor()) <= SMALL_WORK;
        }

        boolean sameTensor(Question other) {
            return session == other.session() && report.tensor().equals(other.report().tensor());
        }

        boolean isAs(Question other) {
            return sameTensor(other)
                    && report.spec().equals(other.report().spec())
                    && held.map(LayerReport::spec).equals(other.held().map(LayerReport::spec))
                    && held.flatMap(LayerReport::givenBy)
                            .equals(other.held().flatMap(LayerReport::givenBy));
        }
    }

    private record Failure(Question question, String message) {}

    private record Answer(Question question, SpectrumReport report) {}

    SpectrumModel(
            Workers workers,
            Jobs jobs,
            SessionModel sessions,
            PreviewModel preview,
            Comparison comparison,
            ObservableIntegerValue bins) {
        this.workers = workers;
        this.jobs = jobs;
        this.sessions = sessions;
        this.comparison = comparison;
        this.bins = bins;
        small =
                new LatestOnly<>(
                        workers.looks(),
                        workers.screen(),
                        (question, cancellation) -> answer(question, cancellation, Progress.SILENT),
                        this::answered,
                        (question, failure) ->
                                failed(
                                        question,
                                        FailureText.of(failure, question.report().tensor().name())),
                        PATIENCE_MILLIS);
        preview.stateProperty().subscribe(this::follow);
        comparison
                .besideProperty()
                .subscribe((before, now) -> follow(preview.stateProperty().get()));
        onScreen.subscribe(now -> update());
    }

    /** Whether somebody looks; small matrices are computed then only. */
    public BooleanProperty onScreenProperty() {
        return onScreen;
    }

    public ReadOnlyObjectProperty<SpectrumLook> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /** Starts the job for the tensor and the specification shown. */
    public void compute() {
        if (asked.isEmpty() || look.get().step() != Step.ASK) {
            return;
        }
        Question question = asked.get();
        waiting = asked;
        stop =
                jobs.start(
                        Texts.text("depth.spectrum.job"),
                        question.report().tensor().name(),
                        (cancellation, progress) -> work(question, cancellation, progress));
        update();
    }

    private void follow(PreviewState state) {
        switch (state) {
            case PreviewState.Idle idle -> nothing("");
            case PreviewState.Failed failed -> nothing(failed.message());
            case PreviewState.Computing computing -> {
                if (look.get().step() == Step.DONE) {
                    look.set(new SpectrumLook(look.get().answer(), Step.WAIT, ""));
                }
            }
            case PreviewState.Ready ready -> {
                Optional<Question> next =
                        sessions.sessionProperty()
                                .get()
                                .flatMap(session ->
                                        ready.preview()
                                                .quantized()
                                                .map(report -> question(session, report)));
                if (next.isEmpty()) {
                    nothing(ready.preview().reason());
                } else {
                    asked = next;
                    update();
                }
            }
        }
    }

    private Question question(CheckpointSession session, LayerReport report) {
        return new Question(
                session,
                report,
                comparison.reportBeside(report.tensor()),
                comparison.otherProperty().get());
    }

    private void nothing(String message) {
        asked = Optional.empty();
        small.cancel();
        stopJob();
        look.set(SpectrumLook.none(message));
    }

    private void stopJob() {
        if (stop != null) {
            stop.run();
        }
        stop = null;
        waiting = Optional.empty();
    }

    private void update() {
        if (!onScreen.get() || asked.isEmpty()) {
            return;
        }
        Question now = asked.get();
        if (waiting.isPresent() && !waiting.get().sameTensor(now)) {
            stopJob();
        }
        Optional<String> why = failure.filter(it -> it.question().isAs(now)).map(Failure::message);
        if (why.isPresent()) {
            look.set(SpectrumLook.none(why.get()));
            return;
        }
        Optional<Answer> ofTensor = known.filter(it -> it.question().sameTensor(now));
        look.set(new SpectrumLook(ofTensor.map(Answer::report), step(now, ofTensor), ""));
    }

    private Step step(Question now, Optional<Answer> ofTensor) {
        if (ofTensor.filter(it -> it.question().isAs(now)).isPresent()) {
            return Step.DONE;
        }
        if (!now.isSmall()) {
            return waiting.isPresent() ? Step.WAIT : Step.ASK;
        }
        if (waiting.filter(now::isAs).isEmpty()) {
            waiting = Optional.of(now);
            small.submit(now);
        }
        return Step.WAIT;
    }

    private Runnable work(Question question, Cancellation cancellation, Progress progress) {
        try {
            SpectrumReport report = answer(question, cancellation, progress);
            return () -> answered(question, report);
        } catch (CancellationException e) {
            return () -> ended(question);
        } catch (RuntimeException | InternalError | OutOfMemoryError e) {
            String text = FailureText.of(e, question.report().tensor().name());
            return () -> failed(question, text);
        }
    }

    private SpectrumReport answer(Question question, Cancellation cancellation, Progress progress) {
        return question.session()
                .read(() -> {
                    LayerReport report = question.report();
                    MeasuredTensor measured =
                            question.session()
                                    .measured()
                                    .get(report.tensor(), bins.get(), cancellation);
                    LayerReport control =
                            workers.analyzer().analyze(measured, Control.of(report), cancellation);
                    SpectrumAnalyzer analyzer =
                            new SpectrumAnalyzer(workers.kernels(), workers.pool());
                    return withHeld(
                            question,
                            held ->
                                    analyzer.compare(
                                            measured,
                                            report,
                                            control,
                                            held,
                                            cancellation,
                                            progress));
                });
    }

    /** Computes something with B: its specification, or the values that its checkpoint gives. */
    private static SpectrumReport withHeld(
            Question question, Function<Optional<Held>, SpectrumReport> task) {
        Optional<LayerReport> held = question.held();
        if (held.flatMap(LayerReport::givenBy).isEmpty()) {
            return task.apply(held.map(it -> new Held(it, Optional.empty())));
        }
        return question.other()
                .orElseThrow()
                .read(
                        question.report().tensor(),
                        values -> task.apply(held.map(it -> new Held(it, Optional.of(values)))));
    }

    private void answered(Question question, SpectrumReport report) {
        known = Optional.of(new Answer(question, report));
        ended(question);
    }

    private void failed(Question question, String message) {
        failure = Optional.of(new Failure(question, message));
        ended(question);
    }

    private void ended(Question question) {
        if (waiting.filter(question::isAs).isPresent()) {
            stop = null;
            waiting = Optional.empty();
        }
        update();
    }
}

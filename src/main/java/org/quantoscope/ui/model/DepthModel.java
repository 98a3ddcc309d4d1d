package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableIntegerValue;

import org.quantoscope.analysis.Control;
import org.quantoscope.analysis.DepthAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.PartReport;
import org.quantoscope.analysis.ResidualReport;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.work.Cancellation;

import java.util.List;
import java.util.Optional;

/**
 * The tensor shown before and after in depth, following the preview and the chosen group, row or
 * column; the control always beside it.
 */
public final class DepthModel {
    /** Errors further out than so many of their root mean square go to the end bins. */
    private static final double REACH = 8;

    private final Workers workers;
    private final SessionModel sessions;
    private final PreviewModel preview;
    private final Comparison comparison;
    private final ObservableIntegerValue bins;
    private final Looking<Question, DepthLook> looking;
    private final ObjectProperty<PartChoice> choice =
            new SimpleObjectProperty<>(new PartChoice(PartChoice.Kind.ROW, 0, 0));

    /** What was found of the whole tensor last; of the one thread that computes. */
    private Optional<Whole> known = Optional.empty();

    private record Question(
            CheckpointSession session,
            LayerReport report,
            Optional<LayerReport> held,
            Optional<OtherCheckpoint> other,
            PartChoice choice) {}

    private record Whole(
            LayerReport report,
            Optional<LayerReport> held,
            LayerReport control,
            ResidualReport residuals,
            ResidualReport controlResiduals,
            Optional<ResidualReport> heldResiduals) {
        boolean isOf(Question question) {
            return report == question.report() && held.equals(question.held());
        }
    }

    DepthModel(
            Workers workers,
            SessionModel sessions,
            PreviewModel preview,
            Comparison comparison,
            ObservableIntegerValue bins) {
        this.workers = workers;
        this.sessions = sessions;
        this.preview = preview;
        this.comparison = comparison;
        this.bins = bins;
        looking =
                new Looking<>(
                        workers.looks(),
                        workers.screen(),
                        (question, cancellation) ->
                                question.session().read(() -> answer(question, cancellation)),
                        (question, failure) ->
                                FailureText.of(failure, question.report().tensor().name()));
        preview.stateProperty().subscribe(this::follow);
        choice.subscribe((before, now) -> follow(preview.stateProperty().get()));
        comparison
                .besideProperty()
                .subscribe((before, now) -> follow(preview.stateProperty().get()));
    }

    /** Whether the page is on screen. */
    public BooleanProperty onScreenProperty() {
        return looking.onScreenProperty();
    }

    public ReadOnlyObjectProperty<Look<DepthLook>> lookProperty() {
        return looking.lookProperty();
    }

    /** The group, row or column that is looked at; one choice for every page. */
    public ObjectProperty<PartChoice> choiceProperty() {
        return choice;
    }

    private void follow(PreviewState state) {
        looking.follow(
                state,
                shown ->
                        sessions.sessionProperty()
                                .get()
                                .flatMap(session ->
                                        shown.quantized()
                                                .map(report -> question(session, report))));
    }

    private Question question(CheckpointSession session, LayerReport report) {
        return new Question(
                session,
                report,
                comparison.reportBeside(report.tensor()),
                comparison.otherProperty().get(),
                choice.get().within(report.tensor()));
    }

    private DepthLook answer(Question question, Cancellation cancellation) {
        LayerReport report = question.report();
        MeasuredTensor measured =
                question.session().measured().get(report.tensor(), bins.get(), cancellation);
        DepthAnalyzer analyzer = new DepthAnalyzer(workers.kernels(), workers.pool());
        Whole whole =
                known.filter(it -> it.isOf(question))
                        .orElseGet(() -> whole(measured, question, analyzer, cancellation));
        known = Optional.of(whole);
        MatrixWindow window = question.choice().window(report.tensor(), report.spec());
        PartReport part = analyzer.part(measured, report.spec(), window, cancellation);
        PartReport control = analyzer.part(measured, whole.control().spec(), window, cancellation);
        Optional<PartReport> held =
                question.held()
                        .map(it ->
                                heldPart(question, it, measured, analyzer, window, cancellation));
        BinEdges edges = edges(part, control, held);
        return new DepthLook(
                question.choice(),
                report,
                whole.control(),
                whole.residuals(),
                whole.controlResiduals(),
                part,
                control,
                part.before(edges),
                part.salientBefore(edges),
                part.after(edges),
                control.after(edges),
                held.map(it ->
                        new DepthLook.Held(
                                question.held().orElseThrow(),
                                whole.heldResiduals().orElseThrow(),
                                it,
                                it.after(edges))));
    }

    private Whole whole(
            MeasuredTensor measured,
            Question question,
            DepthAnalyzer analyzer,
            Cancellation cancellation) {
        LayerReport report = question.report();
        LayerReport control =
                workers.analyzer().analyze(measured, Control.of(report), cancellation);
        double reach = Math.max(reach(report), reach(control));
        float range = (float) Math.max(reach, question.held().map(DepthModel::reach).orElse(0.0));
        return new Whole(
                report,
                question.held(),
                control,
                analyzer.residuals(measured, report.spec(), range, cancellation),
                analyzer.residuals(measured, control.spec(), range, cancellation),
                question.held()
                        .map(it ->
                                heldResiduals(
                                        question, it, measured, analyzer, range, cancellation)));
    }

    /** B's part: restored by its specification, or read from its checkpoint. */
    private static PartReport heldPart(
            Question question,
            LayerReport held,
            MeasuredTensor measured,
            DepthAnalyzer analyzer,
            MatrixWindow window,
            Cancellation cancellation) {
        return held.givenBy().isEmpty()
                ? analyzer.part(measured, held.spec(), window, cancellation)
                : question.other()
                        .orElseThrow()
                        .read(held.tensor(), values -> analyzer.part(measured, values, window));
    }

    private static ResidualReport heldResiduals(
            Question question,
            LayerReport held,
            MeasuredTensor measured,
            DepthAnalyzer analyzer,
            float range,
            Cancellation cancellation) {
        return held.givenBy().isEmpty()
                ? analyzer.residuals(measured, held.spec(), range, cancellation)
                : question.other()
                        .orElseThrow()
                        .read(
                                held.tensor(),
                                values ->
                                        analyzer.residuals(measured, values, range, cancellation));
    }

    private static double reach(LayerReport report) {
        double most = REACH * Math.sqrt(report.error().mse());
        return Math.max(Float.MIN_NORMAL, Math.min(most, report.error().maxAbsError()));
    }

    /** Bins over all that is shown, about as many as the number of weights can fill. */
    private static BinEdges edges(PartReport part, PartReport control, Optional<PartReport> held) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float[] values :
                List.of(
                        part.original(),
                        part.restored(),
                        control.restored(),
                        held.map(PartReport::restored).orElse(new float[0]))) {
            for (float value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        int count = (int) Math.clamp(Math.round(4 * Math.sqrt(part.original().length)), 48, 256);
        return new BinEdges(low, high, count);
    }
}

package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.Control;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.LatestOnly;

import java.util.Optional;

/**
 * The preview of the selected tensor: asks the engine, drops what is overtaken, and says whether
 * what it shows is what the recipe says.
 *
 * <p>While a knob is dragged, answers to earlier positions are shown as stale as they come, so that
 * the picture moves.
 */
public final class PreviewModel {
    /** Age in milliseconds after which a running answer is given up for a newer question. */
    private static final long PATIENCE_MILLIS = 400;

    private final LayerAnalyzer analyzer;
    private final LatestOnly<PreviewQuestion, Preview> latest;
    private final ReadOnlyObjectWrapper<PreviewState> state =
            new ReadOnlyObjectWrapper<>(new PreviewState.Idle());

    private final ReadOnlyObjectWrapper<PreviewState> shown =
            new ReadOnlyObjectWrapper<>(new PreviewState.Idle());

    private @Nullable PreviewQuestion asked;
    private volatile boolean pending;

    /**
     * Stops stage A; a new specification for the same tensor must not, or a long drag would starve
     * it.
     */
    private volatile Cancellation measuring = new Cancellation();

    PreviewModel(Workers workers) {
        analyzer = workers.analyzer();
        latest =
                new LatestOnly<>(
                        workers.preview(),
                        workers.screen(),
                        this::answer,
                        this::answered,
                        this::failed,
                        PATIENCE_MILLIS);
        shown.bind(state);
    }

    /** What views show: this preview's own state, or that of the one shown in its place. */
    public ReadOnlyObjectProperty<PreviewState> stateProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Shows the state of another preview of the same tensor until that is taken back. */
    void showInstead(Optional<PreviewModel> other) {
        shown.bind(other.map(it -> it.state).orElse(state));
    }

    /** Asks, unless this is the question already answered or under way. */
    void ask(PreviewQuestion question) {
        if (question.equals(asked)) {
            return;
        }
        boolean sameTensor =
                asked != null
                        && asked.session() == question.session()
                        && asked.tensor().equals(question.tensor());
        if (!sameTensor) {
            stop();
        }
        asked = question;
        pending = true;
        state.set(new PreviewState.Computing(sameTensor ? state.get().shown() : Optional.empty()));
        latest.submit(question);
    }

    /** Shows nothing and stops asking. */
    void clear() {
        asked = null;
        stop();
        state.set(new PreviewState.Idle());
    }

    private void stop() {
        pending = false;
        latest.cancel();
        measuring.cancel();
        measuring = new Cancellation();
    }

    /**
     * Whether an answer is being computed, which slower work should give way to; any thread may
     * ask.
     */
    boolean isBusy() {
        return pending;
    }

    private Preview answer(PreviewQuestion question, Cancellation cancellation) {
        if (!question.tensor().dtype().isAnalysable() || question.tensor().elementCount() == 0) {
            return new Preview(
                    question.tensor(),
                    question.decision(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        return question.session().read(() -> compute(question, cancellation));
    }

    private Preview compute(PreviewQuestion question, Cancellation cancellation) {
        MeasuredTensor measured =
                question.session().measured().get(question.tensor(), question.bins(), measuring);
        Optional<LayerReport> report =
                question.given().isPresent()
                        ? question.given()
                                .filter(it -> it.changes(question.tensor()))
                                .map(it -> it.report(measured, analyzer, cancellation))
                        : made(question, measured, cancellation);
        Optional<LayerReport> control =
                question.control()
                        ? report.map(it -> analyzer.analyze(measured, Control.of(it), cancellation))
                        : Optional.empty();
        return new Preview(
                question.tensor(),
                question.decision(),
                Optional.of(measured.stats()),
                report,
                control);
    }

    private Optional<LayerReport> made(
            PreviewQuestion question, MeasuredTensor measured, Cancellation cancellation) {
        return question.decision().spec() instanceof QuantizationSpec spec
                ? Optional.of(analyzer.analyze(measured, spec, cancellation))
                : Optional.empty();
    }

    private void answered(PreviewQuestion question, Preview preview) {
        if (question.equals(asked)) {
            pending = false;
            state.set(new PreviewState.Ready(preview));
        } else if (asked != null && asked.tensor().equals(question.tensor())) {
            state.set(new PreviewState.Computing(Optional.of(preview)));
        }
    }

    private void failed(PreviewQuestion question, Throwable failure) {
        if (question.equals(asked)) {
            pending = false;
            state.set(new PreviewState.Failed(FailureText.of(failure, question.tensor().name())));
        }
    }
}

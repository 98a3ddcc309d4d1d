package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableIntegerValue;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.MagnitudeTail;
import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.SalientMap;
import org.quantoscope.analysis.SalientMapper;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the salient weights of the tensor shown sit, following the preview and the window of the
 * matrix that is on screen.
 *
 * <p>Of a tensor that is kept, or whose α is 0, none is salient; its tail is known all the same.
 */
public final class SalienceModel {
    private static final int MOST_ROWS = 256;
    private static final int MOST_COLUMNS = 512;

    private static final int MOST_LISTED = 200;
    private static final int POINTS = 101;

    private final Workers workers;
    private final SessionModel sessions;
    private final Comparison comparison;
    private final ObservableIntegerValue bins;
    private final Looking<Question, SalienceLook> looking;
    private final ObjectProperty<Optional<MatrixWindow>> window =
            new SimpleObjectProperty<>(Optional.empty());
    private Optional<TensorInfo> subject = Optional.empty();

    /** What was found of whole tensors last; of the one thread that computes. */
    private final Map<Whole, SalienceLook> known = new LinkedHashMap<>();

    private record Whole(CheckpointSession session, TensorInfo tensor, SalientShare alpha) {}

    private record Question(
            CheckpointSession session,
            TensorInfo tensor,
            SalientShare alpha,
            Optional<SalientShare> heldAlpha,
            Optional<MatrixWindow> window) {
        Whole whole(SalientShare of) {
            return new Whole(session, tensor, of);
        }
    }

    SalienceModel(
            Workers workers,
            SessionModel sessions,
            PreviewModel preview,
            Comparison comparison,
            ObservableIntegerValue bins) {
        this.workers = workers;
        this.sessions = sessions;
        this.comparison = comparison;
        this.bins = bins;
        looking =
                new Looking<>(
                        workers.looks(),
                        workers.screen(),
                        (question, cancellation) ->
                                question.session().read(() -> answer(question, cancellation)),
                        (question, failure) -> FailureText.of(failure, question.tensor().name()));
        preview.stateProperty().subscribe(this::follow);
        window.subscribe((before, now) -> follow(preview.stateProperty().get()));
        comparison
                .besideProperty()
                .subscribe((before, now) -> follow(preview.stateProperty().get()));
    }

    /** Whether the page is on screen. */
    public BooleanProperty onScreenProperty() {
        return looking.onScreenProperty();
    }

    public ReadOnlyObjectProperty<Look<SalienceLook>> lookProperty() {
        return looking.lookProperty();
    }

    /** The part of the matrix that is looked at; empty for all of it. */
    public ObjectProperty<Optional<MatrixWindow>> windowProperty() {
        return window;
    }

    /** What is about to be shown, so that the window that is set next stays when it comes. */
    void expect(TensorInfo tensor) {
        subject = Optional.of(tensor);
    }

    private void follow(PreviewState state) {
        looking.follow(state, this::question);
    }

    private Optional<Question> question(Preview shown) {
        Optional<CheckpointSession> session = sessions.sessionProperty().get();
        if (shown.original().isEmpty() || session.isEmpty()) {
            return Optional.empty();
        }
        if (!subject.equals(Optional.of(shown.tensor()))) {
            subject = Optional.of(shown.tensor());
            window.set(Optional.empty());
        }
        return Optional.of(
                new Question(
                        session.get(),
                        shown.tensor(),
                        alpha(shown),
                        comparison
                                .beside(shown.tensor())
                                .filter(it -> comparison.otherProperty().get().isEmpty())
                                .map(SalienceModel::alpha),
                        window.get()));
    }

    private static SalientShare alpha(Preview shown) {
        return shown.decision().spec() instanceof QuantizationSpec spec
                ? spec.alpha()
                : SalientShare.NONE;
    }

    private SalienceLook answer(Question question, Cancellation cancellation) {
        MeasuredTensor measured =
                question.session().measured().get(question.tensor(), bins.get(), cancellation);
        SalienceLook own = look(measured, question, question.alpha(), cancellation);
        Optional<SalienceLook> held =
                question.heldAlpha().map(it -> look(measured, question, it, cancellation));
        known.keySet()
                .removeIf(it ->
                        !it.equals(question.whole(question.alpha()))
                                && !question.heldAlpha()
                                        .map(question::whole)
                                        .equals(Optional.of(it)));
        return own.withHeld(held);
    }

    private SalienceLook look(
            MeasuredTensor measured,
            Question question,
            SalientShare alpha,
            Cancellation cancellation) {
        Whole ofAll = question.whole(alpha);
        @Nullable SalienceLook all = known.get(ofAll);
        if (all == null) {
            all = whole(measured, ofAll, cancellation);
            known.put(ofAll, all);
        }
        MatrixWindow matrix = MatrixWindow.of(question.tensor());
        Optional<MatrixWindow> part =
                question.window().map(it -> it.within(matrix)).filter(it -> !it.equals(matrix));
        return part.isEmpty()
                ? all
                : all.withMap(map(measured, all.salience(), part.get(), cancellation));
    }

    private SalienceLook whole(MeasuredTensor measured, Whole question, Cancellation cancellation) {
        Salience salience = measured.distribution().salience(question.alpha(), cancellation);
        SalientMap map = map(measured, salience, MatrixWindow.of(question.tensor()), cancellation);
        MagnitudeTail tail = MagnitudeTail.of(measured.distribution());
        double[] energy = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double alpha = SalientShare.MAX * i / (POINTS - 1);
            energy[i] = tail.squaresOfLargest((long) (alpha * tail.weights()));
        }
        return new SalienceLook(
                question.tensor(),
                measured.stats(),
                salience,
                tail,
                map,
                map.heaviestColumns(MOST_LISTED),
                energy,
                map,
                Optional.empty());
    }

    private SalientMap map(
            MeasuredTensor measured,
            Salience salience,
            MatrixWindow window,
            Cancellation cancellation) {
        return new SalientMapper(workers.kernels(), workers.pool())
                .map(
                        measured.view(),
                        salience.threshold(),
                        window,
                        MOST_ROWS,
                        MOST_COLUMNS,
                        cancellation);
    }
}

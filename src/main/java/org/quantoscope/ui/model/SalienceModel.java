package org.quantoscope.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableIntegerValue;

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

    private final Workers workers;
    private final SessionModel sessions;
    private final PreviewModel preview;
    private final ObservableIntegerValue bins;
    private final Looking<Question, SalienceLook> looking;
    private final ObjectProperty<Optional<MatrixWindow>> window =
            new SimpleObjectProperty<>(Optional.empty());
    private Optional<TensorInfo> subject = Optional.empty();

    private record Question(
            CheckpointSession session,
            TensorInfo tensor,
            SalientShare alpha,
            Optional<MatrixWindow> window) {}

    SalienceModel(
            Workers workers,
            SessionModel sessions,
            PreviewModel preview,
            ObservableIntegerValue bins) {
        this.workers = workers;
        this.sessions = sessions;
        this.preview = preview;
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

    private void follow(PreviewState state) {
        switch (state) {
            case PreviewState.Idle idle -> looking.clear(Optional.empty());
            case PreviewState.Failed failed -> looking.clear(Optional.of(failed.message()));
            case PreviewState.Computing computing -> {
                looking.setStale();
                computing.shown().ifPresent(this::ask);
            }
            case PreviewState.Ready ready when ready.preview().original().isEmpty() ->
                    looking.clear(Optional.of(ready.preview().decision().reason()));
            case PreviewState.Ready ready -> ask(ready.preview());
        }
    }

    private void ask(Preview shown) {
        if (shown.original().isEmpty() || sessions.sessionProperty().get().isEmpty()) {
            return;
        }
        if (!subject.equals(Optional.of(shown.tensor()))) {
            subject = Optional.of(shown.tensor());
            window.set(Optional.empty());
        }
        SalientShare alpha =
                shown.decision().spec() instanceof QuantizationSpec spec
                        ? spec.alpha()
                        : SalientShare.NONE;
        looking.ask(
                new Question(
                        sessions.sessionProperty().get().get(),
                        shown.tensor(),
                        alpha,
                        window.get()));
    }

    private SalienceLook answer(Question question, Cancellation cancellation) {
        MeasuredTensor measured =
                question.session().measured().get(question.tensor(), bins.get(), cancellation);
        Salience salience = measured.distribution().salience(question.alpha(), cancellation);
        SalientMapper mapper = new SalientMapper(workers.kernels(), workers.pool());
        MatrixWindow all = MatrixWindow.of(question.tensor());
        SalientMap whole =
                mapper.map(
                        measured.view(),
                        salience.threshold(),
                        all,
                        MOST_ROWS,
                        MOST_COLUMNS,
                        cancellation);
        SalientMap map =
                question.window().filter(part -> !part.equals(all)).isEmpty()
                        ? whole
                        : mapper.map(
                                measured.view(),
                                salience.threshold(),
                                question.window().get().within(all),
                                MOST_ROWS,
                                MOST_COLUMNS,
                                cancellation);
        return new SalienceLook(
                question.tensor(),
                measured.stats(),
                salience,
                MagnitudeTail.of(measured.distribution()),
                whole,
                map);
    }
}
